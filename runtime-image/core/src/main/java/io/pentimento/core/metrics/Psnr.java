// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.metrics;

import io.pentimento.core.tensor.Tensor;

/**
 * Peak signal-to-noise ratio in dB over all channels together, for images rounded to 8 bits;
 * infinite for equal images.
 */
public record Psnr(FidelityOptions options) implements PairedMetric {
  public static final Psnr PLAIN = new Psnr(FidelityOptions.PLAIN);
  public static final Psnr COLOUR_MATCHED = new Psnr(FidelityOptions.COLOUR_MATCHED);

  @Override
  public MetricInfo info() {
    return new MetricInfo(options.name("psnr"), Direction.HIGHER_IS_BETTER, 1);
  }

  @Override
  public double value(Tensor restored, Tensor reference) {
    double[][] a = options.restored(restored, reference).values();
    double[][] b = options.reference(reference).values();
    double sum = 0;
    for (int c = 0; c < a.length; c++) {
      for (int i = 0; i < a[c].length; i++) {
        sum += (a[c][i] - b[c][i]) * (a[c][i] - b[c][i]);
      }
    }
    return 10 * Math.log10(255.0 * 255.0 * a.length * a[0].length / sum);
  }
}
