// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.metrics;

/**
 * Mean and unbiased covariance of feature vectors.
 *
 * @param mean d values
 * @param covariance d × d, symmetric
 */
public record GaussianStatistics(double[] mean, double[][] covariance) {

  /**
   * Mean and covariance of feature vectors.
   *
   * @param rows one feature vector each; at least two
   */
  public static GaussianStatistics of(double[][] rows) {
    if (rows.length < 2) {
      throw new IllegalArgumentException(
          "a covariance needs at least two feature vectors, not " + rows.length);
    }
    int d = rows[0].length;
    double[] mean = new double[d];
    for (double[] row : rows) {
      for (int i = 0; i < d; i++) {
        mean[i] += row[i] / rows.length;
      }
    }
    return new GaussianStatistics(mean, covariance(rows, mean));
  }

  public static GaussianStatistics of(float[][] rows) {
    double[][] wide = new double[rows.length][];
    for (int n = 0; n < rows.length; n++) {
      wide[n] = new double[rows[n].length];
      for (int i = 0; i < rows[n].length; i++) {
        wide[n][i] = rows[n][i];
      }
    }
    return of(wide);
  }

  private static double[][] covariance(double[][] rows, double[] mean) {
    int d = mean.length;
    double[][] covariance = new double[d][d];
    for (double[] row : rows) {
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          // The product is computed first, so that (i, j) and (j, i) round in the same way and the
          // matrix is symmetric.
          covariance[i][j] += (row[i] - mean[i]) * (row[j] - mean[j]) / (rows.length - 1);
        }
      }
    }
    return covariance;
  }
}
