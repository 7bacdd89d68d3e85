// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.djl;

import ai.djl.ndarray.NDArray;

/** The source of a network's weights. */
@FunctionalInterface
public interface ParameterSource {

  /**
   * The weight with this name.
   *
   * @throws IllegalArgumentException if it is missing or has another shape
   */
  NDArray get(String name, long... shape);
}
