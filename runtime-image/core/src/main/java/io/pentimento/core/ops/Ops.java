// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.ops;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tensor operations of which every network is composed. One implementation computes eagerly
 * with gradients, another records an ONNX graph; a network is written once, with this interface.
 *
 * <p>Semantics are those of the PyTorch operation of the same name. Images are (N, C, H, W).
 *
 * @param <T> a tensor of the implementation
 */
public interface Ops<T> {

  // Sources

  /**
   * The weight {@code name} of the checkpoint.
   *
   * @throws IllegalArgumentException if it is missing or has another shape
   */
  T param(String name, long... shape);

  T constant(float[] values, long... shape);

  T indices(long[] values, long... shape);

  long[] shape(T x);

  // Elementwise, with broadcasting

  T add(T a, T b);

  T sub(T a, T b);

  T mul(T a, T b);

  T div(T a, T b);

  /** {@code x * factor + offset}. */
  T affine(T x, double factor, double offset);

  T exp(T x);

  T log(T x);

  T sin(T x);

  T cos(T x);

  T sqrt(T x);

  T abs(T x);

  T sigmoid(T x);

  T relu(T x);

  T leakyRelu(T x, double negativeSlope);

  /** The exact form, with the error function. */
  T gelu(T x);

  T silu(T x);

  T clip(T x, double min, double max);

  default T square(T x) {
    return mul(x, x);
  }

  // Linear algebra

  T matmul(T a, T b);

  /** {@code x · weightᵀ + bias} over the last axis; weight is (out, in); bias may be null. */
  T linear(T x, T weight, @Nullable T bias);

  /** weight is (out, in/groups, kh, kw); bias may be null; zero padding, equal on all sides. */
  T conv2d(T x, T weight, @Nullable T bias, int stride, int padding, int groups);

  // Normalisation

  T groupNorm(T x, int groups, T weight, T bias, double eps);

  /** Over the last axis. */
  T layerNorm(T x, T weight, T bias, double eps);

  T softmax(T x, int axis);

  // Shape

  T reshape(T x, long... shape);

  T permute(T x, int... axes);

  T concat(int axis, List<T> xs);

  T slice(T x, int axis, long from, long to);

  /** Reverses the order along one axis. */
  T flip(T x, int axis);

  /** Mirrors without repeating the edge; the amounts must be less than the axis' length. */
  T reflectPad(T x, int left, int right, int top, int bottom);

  T zeroPad(T x, int left, int right, int top, int bottom);

  T upsampleNearest(T x, int factor);

  /** Half-pixel centres ({@code align_corners=False}), no antialiasing. */
  T resizeBilinear(T x, long height, long width);

  T avgPool(T x, int kernel, int stride);

  T maxPool(T x, int kernel, int stride);

  // Reduction and indexing

  T mean(T x, boolean keepDims, int... axes);

  T sum(T x, boolean keepDims, int... axes);

  /** The index of the maximum along {@code axis}, which is removed. */
  T argMax(T x, int axis);

  T argMin(T x, int axis);

  /** Rows of {@code table} (rows, width) at integer positions; the result is (…, width). */
  T embedding(T indices, T table);

  // Compositions

  /**
   * Computes a part of a network. Intermediate values of {@code body} can be freed at once, except
   * those that the gradients need; its result must therefore be a new value, and not an input.
   */
  default T block(Supplier<T> body) {
    return body.get();
  }

  /** {@code torch.roll} along one axis. */
  default T roll(T x, int axis, long shift) {
    long n = shape(x)[axis];
    long s = Math.floorMod(shift, n);
    return s == 0 ? x : concat(axis, List.of(slice(x, axis, n - s, n), slice(x, axis, 0, n - s)));
  }

  /** (N, C·r², H, W) to (N, C, H·r, W·r). */
  default T pixelShuffle(T x, int r) {
    long[] s = shape(x);
    long c = s[1] / ((long) r * r);
    T split = reshape(x, s[0], c, r, r, s[2], s[3]);
    return reshape(permute(split, 0, 1, 4, 2, 5, 3), s[0], c, s[2] * r, s[3] * r);
  }

  /** (N, C, H·r, W·r) to (N, C·r², H, W), channel c·r² + dy·r + dx as in PyTorch. */
  default T pixelUnshuffle(T x, int r) {
    long[] s = shape(x);
    T split = reshape(x, s[0], s[1], s[2] / r, r, s[3] / r, r);
    return reshape(permute(split, 0, 1, 3, 5, 2, 4), s[0], s[1] * r * r, s[2] / r, s[3] / r);
  }

  /** softmax(scale · q·kᵀ + bias)·v over (…, tokens, width); bias may be null. */
  default T attention(T q, T k, T v, double scale, @Nullable T bias) {
    int last = shape(k).length - 1;
    int[] swap = new int[last + 1];
    for (int i = 0; i <= last; i++) {
      swap[i] = i < last - 1 ? i : 2 * last - 1 - i;
    }
    T logits = matmul(affine(q, scale, 0), permute(k, swap));
    return matmul(softmax(bias == null ? logits : add(logits, bias), last), v);
  }
}
