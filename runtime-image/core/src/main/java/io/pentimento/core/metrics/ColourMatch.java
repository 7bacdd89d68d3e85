// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.metrics;

/**
 * The correction that published tables apply before PSNR and SSIM (docs/method.md, "Metrics"):
 * every channel gets the reference's mean and standard deviation. This hides colour shifts.
 */
final class ColourMatch {
  private ColourMatch() {}

  static PixelPlanes apply(PixelPlanes restored, PixelPlanes reference) {
    double[][] matched = new double[restored.values().length][];
    for (int c = 0; c < matched.length; c++) {
      matched[c] = restored.values()[c].clone();
      double mean = mean(reference.values()[c]);
      double deviation = deviation(reference.values()[c]);
      // Scaling changes the mean again; it is therefore done twice, as published.
      match(matched[c], mean, deviation);
      match(matched[c], mean, deviation);
    }
    return new PixelPlanes(matched, restored.height(), restored.width());
  }

  private static void match(double[] values, double mean, double deviation) {
    double shift = mean - mean(values);
    double own = deviation(values);
    // A plane with one value has no deviation to scale.
    double scale = own > 0 ? deviation / own : 1;
    for (int i = 0; i < values.length; i++) {
      values[i] = (values[i] + shift) * scale;
    }
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / values.length);
  }
}
