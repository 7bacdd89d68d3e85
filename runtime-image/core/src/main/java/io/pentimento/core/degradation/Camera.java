// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.degradation;

import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.tensor.Tensor;

/**
 * The colour processing of one camera under one light, and its inverse (Brooks et al. 2019,
 * "Unprocessing images for learned raw denoising").
 *
 * @param cameraFromRgb linear sRGB to the colours of the camera; white stays white
 * @param gains white balance and exposure of red, green, blue
 */
record Camera(Matrix3 cameraFromRgb, double[] gains) {
  private static final Matrix3 XYZ_FROM_RGB =
      Matrix3.of(
          0.4124564, 0.3575761, 0.1804375, 0.2126729, 0.7151522, 0.0721750, 0.0193339, 0.1191920,
          0.9503041);

  private static final Matrix3[] CAMERA_FROM_XYZ = {
    Matrix3.of(1.0234, -0.2969, -0.2266, -0.5625, 1.6328, -0.0469, -0.0703, 0.2188, 0.6406),
    Matrix3.of(0.4913, -0.0541, -0.0202, -0.613, 1.3513, 0.2906, -0.1564, 0.2151, 0.7183),
    Matrix3.of(0.838, -0.263, -0.0639, -0.2887, 1.0725, 0.2496, -0.0627, 0.1427, 0.5438),
    Matrix3.of(0.6596, -0.2079, -0.0562, -0.4782, 1.3016, 0.1933, -0.097, 0.1581, 0.5181)
  };

  /** Above this grey value the brightness is preserved, so that clipped highlights stay white. */
  private static final double HIGHLIGHT = 0.9;

  private static final double GAMMA = 2.2;
  private static final double DARKEST = 1e-8;

  static Camera draw(CounterRandom random) {
    Matrix3 mix = Matrix3.of(new double[9]);
    double total = 0;
    for (Matrix3 camera : CAMERA_FROM_XYZ) {
      double weight = random.nextDouble();
      mix = mix.plus(camera, weight);
      total += weight;
    }
    // Rows are normalised, so that the mix need not be divided by the total, which must not be
    // zero.
    Matrix3 camera = total > 0 ? mix : CAMERA_FROM_XYZ[0];
    double exposure = 1 / Math.max(0.4, 0.8 + 0.1 * random.nextGaussian());
    double red = random.nextDouble(1.9, 2.4);
    double blue = random.nextDouble(1.5, 1.9);
    return new Camera(
        camera.times(XYZ_FROM_RGB).whitePreserving(),
        new double[] {red * exposure, exposure, blue * exposure});
  }

  /** From an sRGB image to the camera's linear values in [0, 1], before the mosaic. */
  Tensor unprocess(Tensor image) {
    return PixelMap.apply(
        image,
        rgb -> {
          for (int c = 0; c < 3; c++) {
            rgb[c] = expand(Levels.clamp(rgb[c]));
          }
          cameraFromRgb.apply(rgb);
          removeGains(rgb);
        });
  }

  private void removeGains(double[] rgb) {
    double grey = (rgb[0] + rgb[1] + rgb[2]) / 3;
    double highlight = Math.max(grey - HIGHLIGHT, 0) / (1 - HIGHLIGHT);
    double mask = highlight * highlight;
    for (int c = 0; c < 3; c++) {
      double inverse = 1 / gains[c];
      double safe = Math.max(mask + (1 - mask) * inverse, inverse);
      rgb[c] = Levels.clamp(rgb[c] * safe);
    }
  }

  /** From raw values to an sRGB image: gains, demosaicing, colours, tone. */
  Tensor process(BayerMosaic raw) {
    Matrix3 rgbFromCamera = cameraFromRgb.inverse();
    return PixelMap.apply(
        raw.withGains(gains).demosaiced(),
        rgb -> {
          rgbFromCamera.apply(rgb);
          for (int c = 0; c < 3; c++) {
            rgb[c] = compress(Levels.clamp(rgb[c]));
          }
        });
  }

  /** Inverts the tone curve 3x² − 2x³, then the gamma. */
  static double expand(double x) {
    double linear = 0.5 - Math.sin(Math.asin(1 - 2 * x) / 3);
    return Math.pow(Math.max(linear, DARKEST), GAMMA);
  }

  static double compress(double x) {
    double bright = Math.pow(Math.max(x, DARKEST), 1 / GAMMA);
    return (3 - 2 * bright) * bright * bright;
  }
}
