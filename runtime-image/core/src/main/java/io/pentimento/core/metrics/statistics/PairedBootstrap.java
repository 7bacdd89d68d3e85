// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.metrics.statistics;

import io.pentimento.core.random.CounterRandom;
import java.util.Arrays;

/**
 * Confidence intervals of mean differences over pairs, by resampling the pairs (percentile
 * bootstrap).
 *
 * @param resamples number of resamples, such as 2000
 * @param confidence between 0 and 1, such as 0.95
 * @param seed equal seeds give equal intervals
 */
public record PairedBootstrap(int resamples, double confidence, long seed) {
  public static final PairedBootstrap DEFAULT = new PairedBootstrap(2000, 0.95, 0);

  public PairedBootstrap {
    if (resamples < 1 || !(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "cannot bootstrap with %d resamples at confidence %s".formatted(resamples, confidence));
    }
  }

  /** The mean of {@code after[i] − before[i]}; values must be finite. */
  public Interval difference(double[] before, double[] after) {
    if (before.length != after.length) {
      throw new IllegalArgumentException(
          "the numbers of values before (%d) and after (%d) must be equal"
              .formatted(before.length, after.length));
    }
    double[] differences = new double[before.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = after[i] - before[i];
    }
    return mean(differences);
  }

  /** The mean of the values. */
  public Interval mean(double[] values) {
    if (values.length == 0 || !Arrays.stream(values).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("a mean needs at least one value, and all must be finite");
    }
    CounterRandom random = new CounterRandom(seed, new byte[0], 0);
    double[] means = new double[resamples];
    for (int i = 0; i < resamples; i++) {
      for (int j = 0; j < values.length; j++) {
        means[i] += values[random.nextInt(values.length)] / values.length;
      }
    }
    Arrays.sort(means);
    double tail = (1 - confidence) / 2;
    double mean = Arrays.stream(values).average().orElseThrow();
    return new Interval(mean, quantile(means, tail), quantile(means, 1 - tail), confidence);
  }

  private static double quantile(double[] sorted, double q) {
    double at = q * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
