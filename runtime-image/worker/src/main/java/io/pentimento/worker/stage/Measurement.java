package io.pentimento.worker.stage;

import io.pentimento.api.v1alpha1.Metric;
import io.pentimento.api.v1alpha1.MetricResult;
import io.pentimento.core.metrics.Interval;
import io.pentimento.core.metrics.PairedBootstrap;
import java.util.Arrays;

/**
 * One metric on every image of the holdout, before and after.
 *
 * @param base values of the model before, image by image
 * @param adapted values of the adapted model on the same images
 * @param input values of the images as they came
 */
record Measurement(Metric metric, double[] base, double[] adapted, double[] input) {

  /** The improvement as a fraction of the base's mean, with its interval over pairs. */
  MetricResult result(double confidence) {
    double before = mean(base);
    double sign = metric.higherIsBetter() ? 1 : -1;
    Interval difference =
        new PairedBootstrap(2000, confidence, 0)
            .difference(scaled(base, sign), scaled(adapted, sign));
    double unit = Math.max(Math.abs(before), Double.MIN_NORMAL);
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

  static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double[] scaled(double[] values, double factor) {
    return Arrays.stream(values).map(v -> v * factor).toArray();
  }
}
