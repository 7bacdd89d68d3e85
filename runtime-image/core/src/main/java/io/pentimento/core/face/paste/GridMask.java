// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.paste;

import io.pentimento.core.tensor.Tensor;

/**
 * A mask given by its values on a grid, interpolated linearly; it falls to 0 at the crop's edges.
 */
final class GridMask implements PasteMask {
  /** Width of the fall at the edges, as a share of the crop's side. */
  private static final double EDGE = 0.04;

  private final float[] values;
  private final int width;
  private final int height;

  /**
   * @param values (1, 1, height, width); values outside [0, 1] are clamped
   */
  GridMask(Tensor values) {
    this.values = values.data();
    this.height = Math.toIntExact(values.dim(2));
    this.width = Math.toIntExact(values.dim(3));
  }

  @Override
  public double at(double x, double y) {
    double inside = Math.min(Math.min(x, 1 - x), Math.min(y, 1 - y)) / EDGE;
    return inside <= 0 ? 0 : Math.min(1, inside) * Math.max(0, Math.min(1, value(x, y)));
  }

  private double value(double x, double y) {
    double column = within(x * width - 0.5, width - 1);
    double row = within(y * height - 0.5, height - 1);
    int left = (int) column;
    int top = (int) row;
    double upper = mix(top * width, left, column - left);
    double lower = mix(Math.min(top + 1, height - 1) * width, left, column - left);
    return upper + (row - top) * (lower - upper);
  }

  private double mix(int from, int left, double share) {
    float next = values[from + Math.min(left + 1, width - 1)];
    return values[from + left] + share * (next - values[from + left]);
  }

  private static double within(double value, int most) {
    return Math.max(0, Math.min(most, value));
  }
}
