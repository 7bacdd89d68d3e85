// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.metrics;

import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.api.v1alpha1.status.MetricResult;
import io.pentimento.core.metrics.Fid;
import io.pentimento.core.metrics.GaussianStatistics;
import io.pentimento.core.metrics.Kid;
import io.pentimento.core.random.CounterRandom;
import java.util.Arrays;

/** A metric of whole sets: the distance of features from those of the reference images. */
public record SetMeasurement(
    Metric metric, float[][] base, float[][] adapted, float[][] reference) {
  private static final int RESAMPLES = 200;

  /**
   * The cost of a resampled FID is cubic in the number of features; wider features get no interval.
   */
  private static final int WIDEST_RESAMPLED = 256;

  /** With an interval from resampling the images; both models use the same resamples. */
  public MetricResult result(double confidence) {
    double before = distance(base);
    double after = distance(adapted);
    double unit = metric.unit(before);
    if (!isResampled()) {
      return new MetricResult(
          metric, before, after, (before - after) / unit, null, null, null, null);
    }
    double[] improvements = improvements(unit);
    int tail = (int) Math.round((1 - confidence) / 2 * (RESAMPLES - 1));
    return new MetricResult(
        metric,
        before,
        after,
        (before - after) / unit,
        improvements[tail],
        improvements[RESAMPLES - 1 - tail],
        null,
        null);
  }

  /** The same base, compared with another set of images than that of the adapted model. */
  SetMeasurement against(float[][] others) {
    return new SetMeasurement(metric, base, others, reference);
  }

  /** Whether it has an interval. */
  boolean isResampled() {
    return metric != Metric.FID || reference[0].length <= WIDEST_RESAMPLED;
  }

  private double[] improvements(double unit) {
    double[] before = resampled(base);
    double[] after = resampled(adapted);
    double[] improvements = new double[RESAMPLES];
    Arrays.setAll(improvements, i -> (before[i] - after[i]) / unit);
    Arrays.sort(improvements);
    return improvements;
  }

  /**
   * Distances of resampled sets. For equal numbers of features, the i-th set consists of the same
   * images, so that results of different models are paired.
   */
  double[] resampled(float[][] features) {
    CounterRandom random = new CounterRandom(0, new byte[0], 0);
    double[] distances = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      distances[i] = distance(rows(features, random(random, features.length)));
    }
    return distances;
  }

  private static int[] random(CounterRandom random, int n) {
    int[] pick = new int[n];
    Arrays.setAll(pick, i -> random.nextInt(n));
    return pick;
  }

  private static float[][] rows(float[][] from, int[] pick) {
    return Arrays.stream(pick).mapToObj(i -> from[i]).toArray(float[][]::new);
  }

  double distance(float[][] features) {
    return metric == Metric.KID
        ? Kid.distance(features, reference)
        : Fid.distance(GaussianStatistics.of(features), GaussianStatistics.of(reference));
  }
}
