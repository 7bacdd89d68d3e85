// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image.resize;

/** Extension of an image beyond its edge. */
public enum Border {
  /** dcb|abcd|cba: mirrored at the edge pixel, which is not repeated (OpenCV's reflect-101). */
  REFLECT_101 {
    @Override
    public int index(int i, int n) {
      if (n == 1) {
        return 0;
      }
      int folded = Math.floorMod(i, 2 * n - 2);
      return folded < n ? folded : 2 * n - 2 - folded;
    }
  },
  /** cba|abcd|dcb: mirrored beyond the edge pixel, which is repeated. */
  SYMMETRIC {
    @Override
    public int index(int i, int n) {
      int folded = Math.floorMod(i, 2 * n);
      return folded < n ? folded : 2 * n - 1 - folded;
    }
  },
  /** aaa|abcd|ddd: the edge pixel is repeated. */
  NEAREST {
    @Override
    public int index(int i, int n) {
      return Math.max(0, Math.min(n - 1, i));
    }
  };

  /** The index in 0 … n−1 that replaces {@code i}, which may be outside. */
  public abstract int index(int i, int n);
}
