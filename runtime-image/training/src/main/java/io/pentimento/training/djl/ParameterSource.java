package io.pentimento.training.djl;

import ai.djl.ndarray.NDArray;

/** Where a network's weights come from. */
@FunctionalInterface
public interface ParameterSource {

  /**
   * The weight of that name.
   *
   * @throws IllegalArgumentException if it is missing or has another shape
   */
  NDArray get(String name, long... shape);
}
