// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.align;

import io.pentimento.core.tensor.Tensor;

/** Values of an image between its pixels, clamped to [0, 1]. Beyond its edges it is mirrored. */
final class CubicSampler {
  private final float[] planes;
  private final int width;
  private final int height;

  CubicSampler(Tensor image) {
    this.planes = image.data();
    this.height = Math.toIntExact(image.dim(2));
    this.width = Math.toIntExact(image.dim(3));
  }

  /**
   * Writes the three channels at a position.
   *
   * @param x in pixels; the centre of the first pixel is 0.5
   * @param out receives the channels at {@code at}, {@code at + stride} and {@code at + 2·stride}
   */
  void sample(double x, double y, float[] out, int at, int stride) {
    CubicTaps across = CubicTaps.at(x);
    CubicTaps down = CubicTaps.at(y);
    boolean inside = across.inside(width) && down.inside(height);
    for (int channel = 0; channel < 3; channel++) {
      int plane = channel * height * width;
      float value = inside ? inner(plane, across, down) : mirrored(plane, across, down);
      out[at + channel * stride] = Math.max(0, Math.min(1, value));
    }
  }

  private float inner(int plane, CubicTaps across, CubicTaps down) {
    int row = plane + down.first() * width + across.first();
    return down.sum(
        inner(row, across),
        inner(row + width, across),
        inner(row + 2 * width, across),
        inner(row + 3 * width, across));
  }

  private float inner(int at, CubicTaps across) {
    return across.sum(planes[at], planes[at + 1], planes[at + 2], planes[at + 3]);
  }

  private float mirrored(int plane, CubicTaps across, CubicTaps down) {
    return down.sum(
        mirrored(plane + down.mirrored(0, height) * width, across),
        mirrored(plane + down.mirrored(1, height) * width, across),
        mirrored(plane + down.mirrored(2, height) * width, across),
        mirrored(plane + down.mirrored(3, height) * width, across));
  }

  private float mirrored(int row, CubicTaps across) {
    return across.sum(
        planes[row + across.mirrored(0, width)],
        planes[row + across.mirrored(1, width)],
        planes[row + across.mirrored(2, width)],
        planes[row + across.mirrored(3, width)]);
  }
}
