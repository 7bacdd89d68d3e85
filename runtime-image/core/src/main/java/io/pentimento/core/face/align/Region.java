// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.align;

import io.pentimento.core.face.Box;
import io.pentimento.core.image.resize.Resize;
import io.pentimento.core.tensor.Tensor;

/** A rectangle of whole pixels within an image. */
public record Region(int left, int top, int width, int height) {

  /** The pixels of a box and a margin around it that lie inside the image; at least one. */
  public static Region around(Box box, double margin, Tensor image) {
    int imageWidth = Math.toIntExact(image.dim(3));
    int imageHeight = Math.toIntExact(image.dim(2));
    int left = within(Math.floor(box.left() - margin), imageWidth - 1);
    int top = within(Math.floor(box.top() - margin), imageHeight - 1);
    int right = within(Math.ceil(box.right() + margin), imageWidth);
    int bottom = within(Math.ceil(box.bottom() + margin), imageHeight);
    return new Region(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
  }

  private static int within(double value, int most) {
    return (int) Math.max(0, Math.min(most, value));
  }

  /** The region's pixels, (1, 3, height, width). */
  public Tensor cut(Tensor image) {
    int imageWidth = Math.toIntExact(image.dim(3));
    int imageHeight = Math.toIntExact(image.dim(2));
    float[] out = new float[3 * width * height];
    for (int row = 0; row < 3 * height; row++) {
      int source = (row / height * imageHeight + top + row % height) * imageWidth + left;
      System.arraycopy(image.data(), source, out, row * width, width);
    }
    return Tensor.of(out, 1, 3, height, width);
  }

  /** The region's pixels, downscaled by averaging by about {@code factor}. */
  Tensor shrunk(Tensor image, double factor) {
    int newHeight = Math.max(1, (int) Math.round(height / factor));
    int newWidth = Math.max(1, (int) Math.round(width / factor));
    return Resize.cubic(cut(image), newHeight, newWidth);
  }
}
