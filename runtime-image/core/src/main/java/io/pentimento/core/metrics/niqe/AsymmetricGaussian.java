// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.metrics.niqe;

import org.hipparchus.special.Gamma;

/**
 * An asymmetric generalised Gaussian fitted to values by their moments.
 *
 * @param shape α; 2 is a Gaussian, 1 a Laplacian
 * @param left scale β of the negative side
 * @param right scale β of the positive side
 */
record AsymmetricGaussian(double shape, double left, double right) {
  private static final double FIRST = 0.2;
  private static final double STEP = 0.001;

  /** (E|x|)² / E x² for every shape of the grid. */
  private static final double[] RATIOS = ratios();

  private static double[] ratios() {
    double[] ratios = new double[9801];
    for (int i = 0; i < ratios.length; i++) {
      double inverse = 1 / (FIRST + i * STEP);
      double second = Gamma.gamma(2 * inverse);
      ratios[i] = second * second / (Gamma.gamma(inverse) * Gamma.gamma(3 * inverse));
    }
    return ratios;
  }

  /** All values are NaN if one side has no values, as in a flat block. */
  static AsymmetricGaussian fit(double[] values) {
    double[] squares = new double[2];
    int[] counts = new int[2];
    double absolute = 0;
    for (double value : values) {
      absolute += Math.abs(value);
      int side = value < 0 ? 0 : 1;
      squares[side] += value * value;
      counts[side] += value == 0 ? 0 : 1;
    }
    double left = Math.sqrt(squares[0] / counts[0]);
    double right = Math.sqrt(squares[1] / counts[1]);
    double skew = left / right;
    double mean = absolute / values.length;
    double ratio = mean * mean / ((squares[0] + squares[1]) / values.length);
    double target = ratio * (skew * skew * skew + 1) * (skew + 1) / Math.pow(skew * skew + 1, 2);
    if (Double.isNaN(target)) {
      return new AsymmetricGaussian(Double.NaN, Double.NaN, Double.NaN);
    }
    double shape = FIRST + nearest(target) * STEP;
    double scale = Math.sqrt(Gamma.gamma(1 / shape) / Gamma.gamma(3 / shape));
    return new AsymmetricGaussian(shape, left * scale, right * scale);
  }

  private static int nearest(double target) {
    int best = 0;
    for (int i = 1; i < RATIOS.length; i++) {
      if (Math.abs(RATIOS[i] - target) < Math.abs(RATIOS[best] - target)) {
        best = i;
      }
    }
    return best;
  }

  double mean() {
    return (right - left) * Gamma.gamma(2 / shape) / Gamma.gamma(1 / shape);
  }
}
