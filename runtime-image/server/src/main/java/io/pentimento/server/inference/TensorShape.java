// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference;

import io.pentimento.server.failure.InvalidInferenceException;
import java.util.List;

/** Arithmetic of shapes. */
public final class TensorShape {
  private TensorShape() {}

  /**
   * The number of elements of a tensor.
   *
   * @throws InvalidInferenceException if a dimension is negative or the product exceeds an int
   */
  public static int elements(String tensor, List<Long> shape) {
    long elements = 1;
    for (long dimension : shape) {
      if (dimension < 0 || dimension > Integer.MAX_VALUE) {
        throw unusable(tensor, shape);
      }
      elements *= dimension;
      if (elements > Integer.MAX_VALUE) {
        throw unusable(tensor, shape);
      }
    }
    return (int) elements;
  }

  private static InvalidInferenceException unusable(String tensor, List<Long> shape) {
    return new InvalidInferenceException(
        "The tensor '%s' has the shape %s; dimensions must be 0 or more, and their product at most 2147483647."
            .formatted(tensor, shape));
  }
}
