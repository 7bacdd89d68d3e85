// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.swinir;

import io.pentimento.core.ops.Ops;

/** Splits feature maps into square windows, optionally shifted by half a window. */
final class Windows<T> {
  /** Added to the logits of pixels that are neighbours only because of the cyclic shift. */
  private static final float MASKED = -100;

  private final Ops<T> ops;
  private final int size;

  Windows(Ops<T> ops, int size) {
    this.ops = ops;
    this.size = size;
  }

  /** Tokens (N, H·W, C) to (N·windows, size², C), windows and their tokens in row-major order. */
  T partition(T tokens, long height, long width, boolean shifted) {
    long[] s = ops.shape(tokens);
    T x = ops.reshape(tokens, s[0], height, width, s[2]);
    if (shifted) {
      x = ops.roll(ops.roll(x, 1, -size / 2), 2, -size / 2);
    }
    long rows = height / size;
    long columns = width / size;
    x = ops.permute(ops.reshape(x, s[0], rows, size, columns, size, s[2]), 0, 1, 3, 2, 4, 5);
    return ops.reshape(x, s[0] * rows * columns, (long) size * size, s[2]);
  }

  /** Inverse of {@link #partition}. */
  T reverse(T windows, long height, long width, boolean shifted) {
    long[] s = ops.shape(windows);
    long rows = height / size;
    long columns = width / size;
    long n = s[0] / (rows * columns);
    T x = ops.permute(ops.reshape(windows, n, rows, columns, size, size, s[2]), 0, 1, 3, 2, 4, 5);
    x = ops.reshape(x, n, height, width, s[2]);
    if (shifted) {
      x = ops.roll(ops.roll(x, 1, size / 2), 2, size / 2);
    }
    return ops.reshape(x, n, height * width, s[2]);
  }

  /**
   * Restricts attention to regions that were connected before the shift; logits (N·windows, heads,
   * t, t).
   */
  T masked(T logits, long height, long width) {
    long[] s = ops.shape(logits);
    long count = height / size * (width / size);
    T mask = ops.constant(shiftMask((int) height, (int) width, size), 1, count, 1, s[2], s[3]);
    T split = ops.reshape(logits, s[0] / count, count, s[1], s[2], s[3]);
    return ops.reshape(ops.add(split, mask), s);
  }

  /** Flat indices into the table of relative positions, one for each pair of tokens. */
  T relativePositions() {
    int tokens = size * size;
    return ops.indices(relativePositionIndex(size), (long) tokens * tokens);
  }

  static long[] relativePositionIndex(int size) {
    int tokens = size * size;
    long span = 2L * size - 1;
    long[] index = new long[tokens * tokens];
    for (int a = 0; a < tokens; a++) {
      for (int b = 0; b < tokens; b++) {
        long dy = (long) a / size - b / size + size - 1;
        long dx = (long) a % size - b % size + size - 1;
        index[a * tokens + b] = dy * span + dx;
      }
    }
    return index;
  }

  /** (windows, tokens, tokens): 0 within a region, {@value #MASKED} across. */
  static float[] shiftMask(int height, int width, int size) {
    int tokens = size * size;
    int columns = width / size;
    int windows = height / size * columns;
    float[] mask = new float[windows * tokens * tokens];
    for (int w = 0; w < windows; w++) {
      int[] region = new int[tokens];
      for (int t = 0; t < tokens; t++) {
        int y = w / columns * size + t / size;
        int x = w % columns * size + t % size;
        region[t] = 3 * region(y, height, size) + region(x, width, size);
      }
      for (int a = 0; a < tokens; a++) {
        for (int b = 0; b < tokens; b++) {
          mask[(w * tokens + a) * tokens + b] = region[a] == region[b] ? 0 : MASKED;
        }
      }
    }
    return mask;
  }

  private static int region(int at, int length, int size) {
    return at < length - size ? 0 : at < length - size / 2 ? 1 : 2;
  }
}
