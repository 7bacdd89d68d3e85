package io.pentimento.core.face.align;

import io.pentimento.core.face.Box;
import io.pentimento.core.face.Point;
import io.pentimento.core.tensor.Tensor;

/**
 * Resampling of images (1, 3, H, W) by a similarity, bicubic and antialiased. Beyond its edges an
 * image is mirrored.
 */
public final class Warp {
  private Warp() {}

  /** A square result, as {@link #of(Tensor, Similarity, int, int)}. */
  public static Tensor square(Tensor image, Similarity toImage, int size) {
    return of(image, toImage, size, size);
  }

  /**
   * An image of {@code width} × {@code height} pixels.
   *
   * @param toImage from positions in the result to positions in {@code image}
   * @return (1, 3, height, width), values in [0, 1]
   */
  public static Tensor of(Tensor image, Similarity toImage, int width, int height) {
    Source source = Source.of(image, toImage, width, height);
    float[] out = new float[3 * width * height];
    CubicSampler sampler = new CubicSampler(source.pixels());
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        Point at = source.position(toImage.apply(new Point(x + 0.5, y + 0.5)));
        sampler.sample(at.x(), at.y(), out, y * width + x, width * height);
      }
    }
    return Tensor.of(out, 1, 3, height, width);
  }

  /**
   * The sampled pixels: the image itself, or the required part of it, downscaled so that its pixels
   * are about as large as those of the result.
   */
  private record Source(Tensor pixels, double left, double top, double scaleX, double scaleY) {
    /** A smaller factor has little effect. */
    private static final double MIN_SHRINK = 1.2;

    static Source of(Tensor image, Similarity toImage, int width, int height) {
      double factor = toImage.scale();
      if (factor < MIN_SHRINK) {
        return new Source(image, 0, 0, 1, 1);
      }
      Box needed = toImage.boxOf(width, height);
      Region region = Region.around(needed, 4 * factor, image);
      Tensor shrunk = region.shrunk(image, factor);
      return new Source(
          shrunk,
          region.left(),
          region.top(),
          (double) shrunk.dim(3) / region.width(),
          (double) shrunk.dim(2) / region.height());
    }

    Point position(Point image) {
      return new Point((image.x() - left) * scaleX, (image.y() - top) * scaleY);
    }
  }
}
