// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.degradation;

import io.pentimento.core.image.EightBit;
import io.pentimento.core.image.resize.Resize;
import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.tensor.Tensor;
import java.util.Optional;

/**
 * Sensor noise after the processing of a camera (docs/method.md, "Degradations"): the image is
 * converted to linear raw values ("Unprocessing", Brooks et al. 2019) and downsampled, noise is
 * added to a Bayer mosaic, and the result is developed and upsampled.
 *
 * @param downscale factor ≥ 1 by which both sides are reduced, by area averaging
 * @param noise of the sensor
 * @param jpegProbability probability of JPEG compression
 * @param jpegQuality 1 to 100, drawn as an integer
 * @param colourCast maximum relative change of the red and the blue channel; 0 for none
 */
public record CameraNoise(
    double downscale,
    SensorNoise noise,
    double jpegProbability,
    Range jpegQuality,
    double colourCast)
    implements ImageDegradation {

  public CameraNoise {
    if (!(downscale >= 1)) {
      throw new IllegalArgumentException("downscale must be at least 1, not " + downscale);
    }
    if (!(jpegProbability >= 0 && jpegProbability <= 1)) {
      throw new IllegalArgumentException(
          "jpegProbability must be in 0 to 1, not " + jpegProbability);
    }
    if (!(colourCast >= 0 && colourCast < 1)) {
      throw new IllegalArgumentException("colourCast must be in 0 to 1, not " + colourCast);
    }
    jpegQuality.requireWithin(1, 100, "jpegQuality");
    jpegQuality.requireInteger("jpegQuality");
  }

  /** The published setting: downsampling by 4, no compression, no colour cast. */
  public static CameraNoise of(SensorNoise noise) {
    return new CameraNoise(4, noise, 0, Range.of(60, 100), 0);
  }

  public CameraNoise withDownscale(double factor) {
    return new CameraNoise(factor, noise, jpegProbability, jpegQuality, colourCast);
  }

  public CameraNoise withNoise(SensorNoise other) {
    return new CameraNoise(downscale, other, jpegProbability, jpegQuality, colourCast);
  }

  public CameraNoise withJpeg(double probability, Range quality) {
    return new CameraNoise(downscale, noise, probability, quality, colourCast);
  }

  public CameraNoise withColourCast(double cast) {
    return new CameraNoise(downscale, noise, jpegProbability, jpegQuality, cast);
  }

  /** Its downscale factor and noise do not depend on the size of the images. */
  @Override
  public CameraNoise scaledTo(int size) {
    return this;
  }

  @Override
  public Optional<CameraNoise> camera() {
    return Optional.of(this);
  }

  @Override
  public Tensor apply(Tensor image, CounterRandom random) {
    Camera camera = Camera.draw(random);
    SensorNoise.Fixed level = noise.draw(random);
    Tensor raw = camera.unprocess(image);
    Tensor small = Resize.area(raw, even(image.dim(2)), even(image.dim(3)));
    BayerMosaic noisy = BayerMosaic.of(small).withNoise(level, random);
    Tensor developed = camera.process(noisy);
    Tensor enlarged = Resize.bilinear(developed, (int) image.dim(2), (int) image.dim(3));
    return EightBit.round(cast(compressed(enlarged, random), random));
  }

  /** The reduced side length, which must be even because the mosaic's cells are 2×2. */
  private int even(long side) {
    int half = (int) Math.round(side / downscale / 2);
    return 2 * Math.max(1, Math.min(half, (int) side / 2));
  }

  private Tensor compressed(Tensor image, CounterRandom random) {
    boolean compress = random.nextDouble() < jpegProbability;
    int quality = jpegQuality.drawInteger(random);
    return compress ? Jpeg.compress(image, quality) : image;
  }

  private Tensor cast(Tensor image, CounterRandom random) {
    double red = 1 + random.nextDouble(-colourCast, colourCast);
    double blue = 1 + random.nextDouble(-colourCast, colourCast);
    return PixelMap.apply(
        image,
        rgb -> {
          rgb[0] = Levels.clamp(rgb[0] * red);
          rgb[2] = Levels.clamp(rgb[2] * blue);
        });
  }
}
