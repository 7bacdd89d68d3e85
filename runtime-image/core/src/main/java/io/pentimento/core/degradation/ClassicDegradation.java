// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.degradation;

import io.pentimento.core.image.EightBit;
import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.tensor.Tensor;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The classic degradation of blind face restoration (docs/method.md, "Degradations"; equation 9 of
 * the paper): blur, downsampling, Gaussian noise, JPEG, upsampling, colour changes.
 *
 * @param kernelSize odd size of the blur kernel in pixels
 * @param blurSigma standard deviations of the blur in pixels; half of the images get an isotropic
 *     blur, the others an anisotropic blur with a random angle
 * @param downscale factor by which both sides are reduced
 * @param noise standard deviation of the noise in 8-bit levels
 * @param jpegQuality 1 to 100, drawn as an integer
 * @param colours colour changes at the end
 */
public record ClassicDegradation(
    int kernelSize,
    Range blurSigma,
    Range downscale,
    Range noise,
    Range jpegQuality,
    ColourChanges colours)
    implements ImageDegradation {
  /** The image size of the published presets. */
  private static final int PUBLISHED_SIZE = 512;

  private static final double LEAST = 1e-3;

  public ClassicDegradation {
    if (kernelSize < 1 || kernelSize % 2 == 0) {
      throw new IllegalArgumentException("kernelSize must be odd, not " + kernelSize);
    }
    blurSigma.requireWithin(LEAST, 1000, "blurSigma");
    downscale.requireWithin(LEAST, 1000, "downscale");
    noise.requireWithin(0, 255, "noise");
    jpegQuality.requireWithin(1, 100, "jpegQuality");
    jpegQuality.requireInteger("jpegQuality");
  }

  /**
   * The same degradation for images of another size than 512 px: kernel, blur and downscale factor
   * are scaled, so that faces lose the same detail; noise and JPEG are not changed. A factor that
   * would enlarge becomes 1, unless the original factor enlarges as well.
   */
  @Override
  public ClassicDegradation scaledTo(int size) {
    double factor = (double) size / PUBLISHED_SIZE;
    int radius = kernelSize / 2;
    int kernel = 2 * (int) Math.round(radius * factor) + 1;
    Range shrink =
        Range.of(
            Math.max(Math.min(1, downscale.from()), downscale.from() * factor),
            Math.max(Math.min(1, downscale.to()), downscale.to() * factor));
    Range blur =
        Range.of(
            Math.max(LEAST, blurSigma.from() * factor), Math.max(LEAST, blurSigma.to() * factor));
    return new ClassicDegradation(Math.max(3, kernel), blur, shrink, noise, jpegQuality, colours);
  }

  public ClassicDegradation withColours(ColourChanges changes) {
    return new ClassicDegradation(kernelSize, blurSigma, downscale, noise, jpegQuality, changes);
  }

  @Override
  public Optional<CameraNoise> camera() {
    return Optional.empty();
  }

  @Override
  public Tensor apply(Tensor image, CounterRandom random) {
    ClassicDraw draw = draw(random);
    return EightBit.round(colours.apply(draw.apply(image, random), random));
  }

  /** Draws the parameters for one image. */
  public ClassicDraw draw(CounterRandom random) {
    boolean isotropic = random.nextDouble() < 0.5;
    double sigmaX = blurSigma.draw(random);
    double sigmaY = blurSigma.draw(random);
    double theta = random.nextDouble(-Math.PI, Math.PI);
    return new ClassicDraw(
        kernelSize,
        sigmaX,
        isotropic ? sigmaX : sigmaY,
        isotropic ? 0 : theta,
        downscale.draw(random),
        noise.draw(random),
        OptionalInt.of(jpegQuality.drawInteger(random)));
  }
}
