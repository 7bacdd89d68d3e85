// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.degradation;

import io.pentimento.core.image.resize.BlurKernel;
import io.pentimento.core.image.resize.Filter;
import io.pentimento.core.image.resize.Resize;
import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.tensor.Tensor;
import java.util.OptionalInt;

/**
 * The parameters of the classic degradation for one image.
 *
 * @param kernelSize in pixels, odd
 * @param sigmaX standard deviation of the blur along its first axis, in pixels
 * @param sigmaY along the second axis
 * @param theta rotation of the axes in radians
 * @param downscale factor by which both sides are reduced
 * @param noise standard deviation in 8-bit levels
 * @param jpegQuality 1 to 100; empty for no compression
 */
public record ClassicDraw(
    int kernelSize,
    double sigmaX,
    double sigmaY,
    double theta,
    double downscale,
    double noise,
    OptionalInt jpegQuality) {

  /** Degrades an image (1, 3, H, W); the result has the same size and values in [0, 1]. */
  public Tensor apply(Tensor image, CounterRandom random) {
    Tensor small = blurredAndShrunk(image);
    float[] standardNormal = new float[small.size()];
    for (int i = 0; i < standardNormal.length; i++) {
      standardNormal[i] = (float) random.nextGaussian();
    }
    return finish(small, standardNormal, image);
  }

  /**
   * The same with given noise.
   *
   * @param standardNormal (3, h, w) values for the downsampled image
   */
  Tensor apply(Tensor image, float[] standardNormal) {
    return finish(blurredAndShrunk(image), standardNormal, image);
  }

  private Tensor blurredAndShrunk(Tensor image) {
    Tensor blurred =
        Filter.correlate(image, BlurKernel.gaussian(kernelSize, sigmaX, sigmaY, theta));
    return Resize.bilinear(blurred, shrunk(image.dim(2)), shrunk(image.dim(3)));
  }

  private int shrunk(long side) {
    return Math.max(1, (int) Math.floor(side / downscale));
  }

  private Tensor finish(Tensor small, float[] standardNormal, Tensor original) {
    float level = (float) (noise / 255);
    float[] noisy = new float[small.size()];
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] = Levels.clamp(small.data()[i] + level * standardNormal[i]);
    }
    Tensor clipped = Tensor.of(noisy, small.shape());
    Tensor compressed =
        jpegQuality.isPresent() ? Jpeg.compress(clipped, jpegQuality.getAsInt()) : clipped;
    return Resize.bilinear(compressed, (int) original.dim(2), (int) original.dim(3));
  }
}
