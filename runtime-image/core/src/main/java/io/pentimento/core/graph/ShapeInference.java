// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.graph;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The result shapes of operations. Dimensions can be open, see {@link BatchDimension}. */
public final class ShapeInference {
  private ShapeInference() {}

  public static long[] broadcast(long[] a, long[] b) {
    int rank = Math.max(a.length, b.length);
    long[] out = new long[rank];
    for (int i = 1; i <= rank; i++) {
      long x = i > a.length ? 1 : a[a.length - i];
      long y = i > b.length ? 1 : b[b.length - i];
      if (x != y && x != 1 && y != 1) {
        throw mismatch("cannot broadcast", a, b);
      }
      out[rank - i] = x == 1 ? y : x;
    }
    return out;
  }

  public static long[] matmul(long[] a, long[] b) {
    if (a.length < 2 || b.length < 2 || a[a.length - 1] != b[b.length - 2]) {
      throw mismatch("cannot multiply", a, b);
    }
    long[] batch = broadcast(Arrays.copyOf(a, a.length - 2), Arrays.copyOf(b, b.length - 2));
    long[] out = Arrays.copyOf(batch, batch.length + 2);
    out[batch.length] = a[a.length - 2];
    out[batch.length + 1] = b[b.length - 1];
    return out;
  }

  public static long[] linear(long[] x, long[] weight) {
    if (weight.length != 2 || x[x.length - 1] != weight[1]) {
      throw mismatch("cannot apply a linear layer to", x, weight);
    }
    return with(x, x.length - 1, weight[0]);
  }

  public static long[] conv(long[] x, long[] weight, int stride, int padding, int groups) {
    if (x.length != 4 || weight.length != 4 || x[1] != weight[1] * groups) {
      throw mismatch("cannot convolve", x, weight);
    }
    long height = windows(x[2] + 2L * padding, weight[2], stride);
    long width = windows(x[3] + 2L * padding, weight[3], stride);
    return new long[] {x[0], weight[0], height, width};
  }

  public static long[] pool(long[] x, int kernel, int stride) {
    return new long[] {x[0], x[1], windows(x[2], kernel, stride), windows(x[3], kernel, stride)};
  }

  /** The number of positions of a window along an axis. */
  private static long windows(long length, long kernel, int stride) {
    if (kernel > length) {
      throw new IllegalArgumentException(
          "a window of %d does not fit into %d pixels; the image is too small"
              .formatted(kernel, length));
    }
    return (length - kernel) / stride + 1;
  }

  /** Replaces the -1 in {@code to}, if there is one, by the remaining size. */
  public static long[] reshape(long[] from, long[] to) {
    long total = product(from);
    long known = Arrays.stream(to).filter(d -> d != -1).reduce(1, Math::multiplyExact);
    long[] out = Arrays.stream(to).map(d -> d == -1 ? total / known : d).toArray();
    if (product(out) != total) {
      throw mismatch("cannot reshape", from, to);
    }
    return out;
  }

  public static long[] permute(long[] x, int[] axes) {
    if (axes.length != x.length) {
      throw new IllegalArgumentException(
          "cannot permute %s by %s".formatted(Arrays.toString(x), Arrays.toString(axes)));
    }
    return Arrays.stream(axes).mapToLong(a -> x[a]).toArray();
  }

  public static long[] concat(int axis, List<long[]> shapes) {
    long[] first = shapes.get(0);
    long total = 0;
    for (long[] shape : shapes) {
      if (shape.length != first.length
          || !Arrays.equals(with(shape, axis, 1), with(first, axis, 1))) {
        throw mismatch("cannot join along axis " + axis + ":", first, shape);
      }
      total += shape[axis];
    }
    return with(first, axis, total);
  }

  public static long[] reduce(long[] x, boolean keepDims, int[] axes) {
    boolean[] removed = new boolean[x.length];
    Arrays.stream(axes).forEach(a -> removed[axis(a, x.length)] = true);
    return IntStream.range(0, x.length)
        .filter(i -> keepDims || !removed[i])
        .mapToLong(i -> removed[i] ? 1 : x[i])
        .toArray();
  }

  public static long[] with(long[] x, int axis, long dimension) {
    long[] out = x.clone();
    out[axis(axis, x.length)] = dimension;
    return out;
  }

  /** Counts negative axes from the end. */
  public static int axis(int axis, int rank) {
    if (axis < -rank || axis >= rank) {
      throw new IllegalArgumentException(
          "axis %d does not exist in a tensor of %d axes".formatted(axis, rank));
    }
    return Math.floorMod(axis, rank);
  }

  public static long product(long[] shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  private static IllegalArgumentException mismatch(String what, long[] a, long[] b) {
    return new IllegalArgumentException(
        "%s %s and %s".formatted(what, Arrays.toString(a), Arrays.toString(b)));
  }
}
