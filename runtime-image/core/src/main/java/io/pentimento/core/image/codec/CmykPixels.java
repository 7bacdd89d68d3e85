// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image.codec;

/**
 * Converts samples of four components to RGB without a colour profile: red, green and blue are the
 * product of what the respective ink and the black ink transmit.
 *
 * @param ycck whether the first three components are YCbCr of the complements of the inks
 * @param inverted whether 255 means no ink
 */
record CmykPixels(boolean ycck, boolean inverted) {

  /** The pixel as 0xRRGGBB. */
  int rgb(int a, int b, int c, int k) {
    if (!ycck) {
      return printed(paper(a), paper(b), paper(c), paper(k));
    }
    double cb = b - 128;
    double cr = c - 128;
    int cyan = 255 - level(a + 1.402 * cr);
    int magenta = 255 - level(a - 0.344136 * cb - 0.714136 * cr);
    int yellow = 255 - level(a + 1.772 * cb);
    return printed(paper(cyan), paper(magenta), paper(yellow), paper(k));
  }

  private static int printed(int red, int green, int blue, int white) {
    return scaled(red, white) << 16 | scaled(green, white) << 8 | scaled(blue, white);
  }

  /** How much of the paper is visible, 0 to 255. */
  private int paper(int ink) {
    return inverted ? ink : 255 - ink;
  }

  private static int scaled(int colour, int white) {
    return (colour * white + 127) / 255;
  }

  private static int level(double value) {
    return (int) Math.max(0, Math.min(255, Math.round(value)));
  }
}
