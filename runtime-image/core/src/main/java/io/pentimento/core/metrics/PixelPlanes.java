// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.metrics;

import io.pentimento.core.image.EightBit;
import io.pentimento.core.tensor.Tensor;

/**
 * The planes of an image in double precision, on the scale 0 to 255.
 *
 * @param values one array of height · width per plane
 */
public record PixelPlanes(double[][] values, int height, int width) {

  /** The 8-bit levels of an image (1, 3, H, W), as in a file. */
  public static PixelPlanes of(Tensor image) {
    if (image.rank() != 4 || image.dim(0) != 1 || image.dim(1) != 3) {
      throw new IllegalArgumentException("an RGB image has shape (1, 3, H, W), not " + image);
    }
    int pixels = image.size() / 3;
    double[][] values = new double[3][pixels];
    for (int i = 0; i < image.size(); i++) {
      values[i / pixels][i % pixels] = EightBit.level(image.data()[i]);
    }
    return new PixelPlanes(values, (int) image.dim(2), (int) image.dim(3));
  }

  static void requireSameSize(Tensor restored, Tensor reference) {
    if (restored.dim(2) != reference.dim(2) || restored.dim(3) != reference.dim(3)) {
      throw new IllegalArgumentException(
          "the restored image is %s and its reference %s; they must have the same size"
              .formatted(restored, reference));
    }
  }

  PixelPlanes select(Channels channels) {
    return channels == Channels.RGB ? this : luma();
  }

  public PixelPlanes luma() {
    double[] luma = new double[height * width];
    for (int i = 0; i < luma.length; i++) {
      luma[i] = 16 + (65.481 * values[0][i] + 128.553 * values[1][i] + 24.966 * values[2][i]) / 255;
    }
    return new PixelPlanes(new double[][] {luma}, height, width);
  }

  /** Without {@code border} pixels on every side. */
  PixelPlanes cropped(int border) {
    int h = height - 2 * border;
    int w = width - 2 * border;
    if (h < 1 || w < 1) {
      throw new IllegalArgumentException(
          "a border of %d removes all pixels of %d×%d".formatted(border, width, height));
    }
    double[][] inner = new double[values.length][h * w];
    for (int plane = 0; plane < values.length; plane++) {
      for (int y = 0; y < h; y++) {
        System.arraycopy(values[plane], (y + border) * width + border, inner[plane], y * w, w);
      }
    }
    return new PixelPlanes(inner, h, w);
  }
}
