// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.align;

import io.pentimento.core.face.Box;
import io.pentimento.core.face.Point;
import io.pentimento.core.tensor.Tensor;

/**
 * An image as seen through a similarity, bicubic and antialiased. Several threads may sample it.
 *
 * <p>Samples are taken from the image itself, or from the required part of it, downscaled so that
 * its pixels are about as large as those of the view.
 */
public final class View {
  /** A smaller factor has little effect. */
  private static final double MIN_SHRINK = 1.2;

  private final CubicSampler sampler;
  private final Similarity toImage;
  private final double left;
  private final double top;
  private final double scaleX;
  private final double scaleY;

  private View(
      Tensor pixels, Similarity toImage, double left, double top, double scaleX, double scaleY) {
    this.sampler = new CubicSampler(pixels);
    this.toImage = toImage;
    this.left = left;
    this.top = top;
    this.scaleX = scaleX;
    this.scaleY = scaleY;
  }

  /**
   * A view of {@code width} × {@code height} pixels.
   *
   * @param image (1, 3, H, W)
   * @param toImage from positions in the view to positions in the image
   */
  public static View of(Tensor image, Similarity toImage, int width, int height) {
    double factor = toImage.scale();
    if (factor < MIN_SHRINK) {
      return new View(image, toImage, 0, 0, 1, 1);
    }
    Box needed = toImage.boxOf(width, height);
    Region region = Region.around(needed, 4 * factor, image);
    Tensor shrunk = region.shrunk(image, factor);
    return new View(
        shrunk,
        toImage,
        region.left(),
        region.top(),
        (double) shrunk.dim(3) / region.width(),
        (double) shrunk.dim(2) / region.height());
  }

  /**
   * Writes the three channels of a pixel of the view, in [0, 1].
   *
   * @param out receives the channels at {@code at}, {@code at + stride} and {@code at + 2·stride}
   */
  public void sample(int x, int y, float[] out, int at, int stride) {
    Point image = toImage.apply(new Point(x + 0.5, y + 0.5));
    sampler.sample((image.x() - left) * scaleX, (image.y() - top) * scaleY, out, at, stride);
  }
}
