// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.onnx;

import io.pentimento.core.tensor.Tensor;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Supplier;

/** The source of a graph's weights. */
@FunctionalInterface
interface Weights {
  /**
   * The values of a weight, read when the file is written.
   *
   * @throws IllegalArgumentException if it is missing or has another shape
   */
  Supplier<float[]> find(String name, long... shape);

  static Weights checked(Function<String, Tensor> source) {
    return (name, shape) -> {
      Tensor tensor = source.apply(name);
      if (tensor == null) {
        throw new IllegalArgumentException(
            "The checkpoint has no weight '%s', which the network needs with the shape %s."
                .formatted(name, Arrays.toString(shape)));
      }
      if (!Arrays.equals(tensor.shape(), shape)) {
        throw new IllegalArgumentException(
            "The weight '%s' has the shape %s in the checkpoint; the network needs %s."
                .formatted(name, Arrays.toString(tensor.shape()), Arrays.toString(shape)));
      }
      return tensor::data;
    };
  }
}
