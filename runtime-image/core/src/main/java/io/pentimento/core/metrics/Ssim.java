// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.metrics;

import io.pentimento.core.image.resize.Filter;
import io.pentimento.core.tensor.Tensor;

/**
 * Structural similarity, at most 1: Gaussian window 11×11 with σ 1.5, only inside the image; mean
 * over pixels and then channels, for images rounded to 8 bits.
 */
public record Ssim(FidelityOptions options) implements PairedMetric {
  public static final Ssim PLAIN = new Ssim(FidelityOptions.PLAIN);
  public static final Ssim COLOUR_MATCHED = new Ssim(FidelityOptions.COLOUR_MATCHED);

  private static final double[] WINDOW = Filter.gaussianTaps(11, 1.5);
  private static final double C1 = 0.01 * 255 * 0.01 * 255;
  private static final double C2 = 0.03 * 255 * 0.03 * 255;

  @Override
  public MetricInfo info() {
    return new MetricInfo(options.name("ssim"), Direction.HIGHER_IS_BETTER, 1);
  }

  @Override
  public double value(Tensor restored, Tensor reference) {
    PixelPlanes a = options.restored(restored, reference);
    PixelPlanes b = options.reference(reference);
    if (a.height() < WINDOW.length || a.width() < WINDOW.length) {
      throw new IllegalArgumentException(
          "SSIM needs at least 11×11 pixels, not %d×%d".formatted(a.width(), a.height()));
    }
    double sum = 0;
    for (int c = 0; c < a.values().length; c++) {
      sum += similarity(a.values()[c], b.values()[c], a.width());
    }
    return sum / a.values().length;
  }

  private static double similarity(double[] x, double[] y, int width) {
    double[] meanX = windowed(x, width);
    double[] meanY = windowed(y, width);
    double[] xx = windowed(product(x, x), width);
    double[] yy = windowed(product(y, y), width);
    double[] xy = windowed(product(x, y), width);
    double sum = 0;
    for (int i = 0; i < xy.length; i++) {
      double mxy = meanX[i] * meanY[i];
      double mxx = meanX[i] * meanX[i];
      double myy = meanY[i] * meanY[i];
      sum +=
          (2 * mxy + C1)
              * (2 * (xy[i] - mxy) + C2)
              / ((mxx + myy + C1) * (xx[i] - mxx + yy[i] - myy + C2));
    }
    return sum / xy.length;
  }

  private static double[] product(double[] x, double[] y) {
    double[] product = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      product[i] = x[i] * y[i];
    }
    return product;
  }

  /** The weighted mean of the window at every position inside the image. */
  private static double[] windowed(double[] plane, int width) {
    int height = plane.length / width;
    int w = width - WINDOW.length + 1;
    int h = height - WINDOW.length + 1;
    double[] across = new double[height * w];
    for (int i = 0; i < across.length; i++) {
      for (int k = 0; k < WINDOW.length; k++) {
        across[i] += WINDOW[k] * plane[i / w * width + i % w + k];
      }
    }
    double[] down = new double[h * w];
    for (int i = 0; i < down.length; i++) {
      for (int k = 0; k < WINDOW.length; k++) {
        down[i] += WINDOW[k] * across[i + k * w];
      }
    }
    return down;
  }
}
