// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.tensor;

import java.util.Arrays;

/**
 * A dense float32 array in the host's memory, row-major, such as an image batch (N, C, H, W) or a
 * weight.
 *
 * <p>The data array is shared and not copied; the caller must not use it afterwards.
 */
public final class Tensor {
  private final long[] shape;
  private final float[] data;

  private Tensor(long[] shape, float[] data) {
    this.shape = shape;
    this.data = data;
  }

  /**
   * Wraps {@code data}.
   *
   * @throws IllegalArgumentException if the shape does not have as many elements as the data
   */
  public static Tensor of(float[] data, long... shape) {
    if (elements(shape) != data.length) {
      throw new IllegalArgumentException(
          "shape %s has %d elements, the data %d"
              .formatted(Arrays.toString(shape), elements(shape), data.length));
    }
    return new Tensor(shape.clone(), data);
  }

  public static Tensor zeros(long... shape) {
    return new Tensor(shape.clone(), new float[Math.toIntExact(elements(shape))]);
  }

  public static long elements(long... shape) {
    long n = 1;
    for (long d : shape) {
      n = Math.multiplyExact(n, d);
    }
    return n;
  }

  public long[] shape() {
    return shape.clone();
  }

  public long dim(int axis) {
    return shape[axis];
  }

  public int rank() {
    return shape.length;
  }

  public int size() {
    return data.length;
  }

  /** The backing array; changes are visible to all holders of this tensor. */
  public float[] data() {
    return data;
  }

  public Tensor reshape(long... to) {
    return of(data, to);
  }

  /** A copy of item {@code n} of the first axis: of (N, C, H, W) the image (1, C, H, W). */
  public Tensor item(int n) {
    int each = data.length / Math.toIntExact(shape[0]);
    long[] one = shape.clone();
    one[0] = 1;
    return new Tensor(one, Arrays.copyOfRange(data, n * each, (n + 1) * each));
  }

  /** Concatenates tensors of equal trailing shape along the first axis. */
  public static Tensor batch(Iterable<Tensor> items) {
    long[] shape = null;
    long count = 0;
    int total = 0;
    for (Tensor t : items) {
      if (shape != null && !sameTail(shape, t.shape)) {
        throw new IllegalArgumentException(
            "cannot batch %s with %s".formatted(Arrays.toString(shape), Arrays.toString(t.shape)));
      }
      shape = t.shape.clone();
      count += t.shape[0];
      total += t.data.length;
    }
    if (shape == null) {
      throw new IllegalArgumentException("an empty batch has no shape");
    }
    float[] all = new float[total];
    int at = 0;
    for (Tensor t : items) {
      System.arraycopy(t.data, 0, all, at, t.data.length);
      at += t.data.length;
    }
    shape[0] = count;
    return of(all, shape);
  }

  private static boolean sameTail(long[] a, long[] b) {
    return a.length == b.length && Arrays.equals(a, 1, a.length, b, 1, b.length);
  }

  @Override
  public String toString() {
    return "Tensor" + Arrays.toString(shape);
  }
}
