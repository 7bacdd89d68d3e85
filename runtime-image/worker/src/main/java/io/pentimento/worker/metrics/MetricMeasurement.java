// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.metrics;

import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.api.v1alpha1.status.MetricResult;
import io.pentimento.core.metrics.statistics.Interval;
import io.pentimento.core.metrics.statistics.PairedBootstrap;
import java.util.Arrays;

/**
 * The values of one metric on every image of the holdout.
 *
 * @param base values of the base model, by image
 * @param adapted values of the adapted model on the same images
 * @param input values of the degraded images
 */
record MetricMeasurement(Metric metric, double[] base, double[] adapted, double[] input) {

  /** The improvement in units of the base's mean, with its interval over pairs. */
  MetricResult result(double confidence) {
    double before = mean(base);
    double sign = metric.higherIsBetter() ? 1 : -1;
    Interval difference =
        new PairedBootstrap(2000, confidence, 0)
            .difference(scaled(base, sign), scaled(adapted, sign));
    double unit = metric.unit(before);
    return new MetricResult(
        metric,
        before,
        mean(adapted),
        difference.mean() / unit,
        difference.low() / unit,
        difference.high() / unit,
        null,
        null);
  }

  /** The same base, compared with other images than those of the adapted model. */
  MetricMeasurement against(double[] others) {
    return new MetricMeasurement(metric, base, others, input);
  }

  /** The values of some of the images. */
  MetricMeasurement only(int[] images) {
    return new MetricMeasurement(
        metric, pick(base, images), pick(adapted, images), pick(input, images));
  }

  /** The improvement of each image, in units of the base's mean. */
  double[] improvements() {
    double unit = metric.unit(mean(base));
    double sign = metric.higherIsBetter() ? 1 : -1;
    double[] improvements = new double[base.length];
    Arrays.setAll(improvements, i -> sign * (adapted[i] - base[i]) / unit);
    return improvements;
  }

  private static double[] pick(double[] values, int[] images) {
    return Arrays.stream(images).mapToDouble(i -> values[i]).toArray();
  }

  static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double[] scaled(double[] values, double factor) {
    return Arrays.stream(values).map(v -> v * factor).toArray();
  }
}
