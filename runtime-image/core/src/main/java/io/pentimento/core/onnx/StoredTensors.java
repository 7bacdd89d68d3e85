// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.onnx;

import static java.util.Objects.requireNonNull;

import io.pentimento.core.graph.ShapeInference;
import java.util.Arrays;
import java.util.function.Supplier;

/** Rearranges stored tensors when the graph is created, so that no node does it in every run. */
final class StoredTensors {
  private StoredTensors() {}

  static Initializer reshaped(Initializer x, long[] shape) {
    return Initializer.floats(
        x.value().name() + ".reshaped" + Arrays.toString(shape),
        requireNonNull(x.numbers()),
        shape);
  }

  static Initializer permuted(Initializer x, int[] axes) {
    long[] from = x.value().shape();
    Supplier<float[]> stored = requireNonNull(x.numbers());
    Supplier<float[]> numbers = () -> permute(stored.get(), from, axes);
    return Initializer.floats(
        x.value().name() + ".permuted" + Arrays.toString(axes),
        numbers,
        ShapeInference.permute(from, axes));
  }

  private static float[] permute(float[] data, long[] shape, int[] axes) {
    long[] to = ShapeInference.permute(shape, axes);
    long[] strides = ShapeInference.permute(strides(shape), axes);
    float[] out = new float[data.length];
    long[] at = new long[to.length];
    long from = 0;
    for (int i = 0; i < out.length; i++) {
      out[i] = data[(int) from];
      for (int d = to.length - 1; d >= 0; d--) {
        from += strides[d];
        if (++at[d] < to[d]) {
          break;
        }
        from -= strides[d] * to[d];
        at[d] = 0;
      }
    }
    return out;
  }

  private static long[] strides(long[] shape) {
    long[] strides = new long[shape.length];
    long step = 1;
    for (int d = shape.length - 1; d >= 0; d--) {
      strides[d] = step;
      step *= shape[d];
    }
    return strides;
  }
}
