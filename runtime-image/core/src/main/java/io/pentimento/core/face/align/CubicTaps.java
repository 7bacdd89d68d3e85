// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.align;

import io.pentimento.core.image.resize.Border;

/**
 * Four neighbouring pixels along one axis and their weights, by Keys' cubic with a = −0.5.
 *
 * @param first index of the first pixel; it may be outside the image
 */
record CubicTaps(int first, float w0, float w1, float w2, float w3) {
  private static final int COUNT = 4;

  /**
   * @param position in pixels; the centre of the first pixel is 0.5
   */
  static CubicTaps at(double position) {
    double floor = Math.floor(position - 0.5);
    double t = position - 0.5 - floor;
    return new CubicTaps(
        (int) floor - 1,
        (float) (((-0.5 * t + 1) * t - 0.5) * t),
        (float) ((1.5 * t - 2.5) * t * t + 1),
        (float) (((-1.5 * t + 2) * t + 0.5) * t),
        (float) ((0.5 * t - 0.5) * t * t));
  }

  /** Whether all four pixels lie inside an image of this length. */
  boolean inside(int length) {
    return first >= 0 && first + COUNT <= length;
  }

  /** The weighted sum of four values. */
  float sum(float a, float b, float c, float d) {
    return w0 * a + w1 * b + w2 * c + w3 * d;
  }

  /** The index of a pixel, 0 to 3, mirrored at the edges. */
  int mirrored(int tap, int length) {
    return Border.REFLECT_101.index(first + tap, length);
  }
}
