// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.filter;

import io.pentimento.core.tensor.Tensor;

/**
 * φ: downsamples an image by an integer factor and upsamples it again, so that only low frequencies
 * remain; docs/method.md, section 2.3.
 *
 * <p>It is linear and preserves constants, but it is not a projection: φ(φ(x)) differs from φ(x) by
 * about a quarter. Immutable.
 */
public final class LowPassFilter {
  private final int height;
  private final int width;
  private final Resampling downHeight;
  private final Resampling downWidth;
  private final Resampling upHeight;
  private final Resampling upWidth;

  private LowPassFilter(int height, int width, int factor) {
    this.height = height;
    this.width = width;
    this.downHeight = Resampling.cubic(height, height / factor);
    this.downWidth = Resampling.cubic(width, width / factor);
    this.upHeight = Resampling.cubic(height / factor, height);
    this.upWidth = Resampling.cubic(width / factor, width);
  }

  /**
   * The filter for images of one size; a factor of 1 is the identity.
   *
   * @throws IllegalArgumentException if the factor does not divide height and width
   */
  public static LowPassFilter of(int height, int width, int factor) {
    if (factor < 1 || height % factor != 0 || width % factor != 0) {
      throw new IllegalArgumentException(
          "the low-pass factor must divide the image's height and width: %d does not divide %dx%d"
              .formatted(factor, height, width));
    }
    return new LowPassFilter(height, width, factor);
  }

  /** φ of images (N, C, H, W), separately for each channel. */
  public Tensor apply(Tensor x) {
    float[] small = shrink(x).data();
    return Tensor.of(
        upWidth.alongWidth(upHeight.alongHeight(small, downWidth.outputs())), x.shape());
  }

  /** The downsampling part of φ: (N, C, H/N, W/N). */
  public Tensor shrink(Tensor x) {
    if (x.rank() != 4 || x.dim(2) != height || x.dim(3) != width) {
      throw new IllegalArgumentException(
          "this low-pass filter is for images of %dx%d, not %s".formatted(height, width, x));
    }
    float[] small = downHeight.alongHeight(downWidth.alongWidth(x.data()), downWidth.outputs());
    return Tensor.of(small, x.dim(0), x.dim(1), downHeight.outputs(), downWidth.outputs());
  }
}
