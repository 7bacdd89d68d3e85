// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image.resize;

import io.pentimento.core.tensor.Tensor;

/**
 * Resizing of images (N, C, H, W); results are not clamped.
 *
 * <p>All methods align pixel centres (half-pixel coordinates) and handle the axes independently.
 */
public final class Resize {
  private Resize() {}

  /**
   * Bilinear without antialiasing, as OpenCV's INTER_LINEAR on floats. Downsampling aliases, as
   * required by the classic degradation (docs/method.md, "Degradations").
   */
  public static Tensor bilinear(Tensor images, int height, int width) {
    check(height, width);
    return Separable.apply(
        images,
        AxisMap.bilinear((int) images.dim(2), height),
        AxisMap.bilinear((int) images.dim(3), width));
  }

  /**
   * The mean of the area of each output pixel, as for a sensor with larger pixels.
   *
   * @throws IllegalArgumentException if an axis would become longer
   */
  public static Tensor area(Tensor images, int height, int width) {
    check(height, width);
    if (height > images.dim(2) || width > images.dim(3)) {
      throw new IllegalArgumentException(
          "area averaging only downsamples; %s cannot become %d×%d"
              .formatted(images, height, width));
    }
    return Separable.apply(
        images,
        AxisMap.area((int) images.dim(2), height),
        AxisMap.area((int) images.dim(3), width));
  }

  /**
   * A square of {@code size} pixels per side with values in [0, 1]: the unchanged image if it has
   * this size, otherwise resampled by the cubic kernel. This is how models get images of other
   * sizes.
   */
  public static Tensor fitted(Tensor image, int size) {
    if (image.dim(2) == size && image.dim(3) == size) {
      return image;
    }
    Tensor resized = cubic(image, size, size);
    for (int i = 0; i < resized.size(); i++) {
      resized.data()[i] = Math.max(0, Math.min(1, resized.data()[i]));
    }
    return resized;
  }

  /** Cubic (a = −0.5) with antialiasing for downsampling, as MATLAB's imresize. */
  public static Tensor cubic(Tensor images, int height, int width) {
    check(height, width);
    return Separable.apply(
        images,
        AxisMap.cubic((int) images.dim(2), height),
        AxisMap.cubic((int) images.dim(3), width));
  }

  private static void check(int height, int width) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException("cannot resize to %d×%d".formatted(width, height));
    }
  }
}
