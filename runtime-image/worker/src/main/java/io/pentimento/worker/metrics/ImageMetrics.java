// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.metrics;

import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.worker.report.MetricRow;
import io.pentimento.worker.report.MetricRow.Gain;
import io.pentimento.worker.report.MetricRow.Samples;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import org.jspecify.annotations.Nullable;

/**
 * Measures metrics of single images.
 *
 * @param confidence level of the intervals
 * @param least minimum number of images of a folder that is evaluated separately
 */
record ImageMetrics(ImageVariants versions, double confidence, int least) {

  MetricRow row(Metric metric, ImageVariants.Value value) {
    MetricMeasurement m = versions.measured(metric, value);
    double[] targets = versions.haveTargets() ? versions.targets(value) : null;
    Slices slices = new Slices(versions.items(), confidence, least);
    MetricRow row = row(m, targets, slices);
    return versions
        .overServing(m, value)
        .map(over -> row.withServing(over.result(confidence).againstServing()))
        .orElse(row);
  }

  private MetricRow row(MetricMeasurement m, double @Nullable [] targets, Slices slices) {
    return new MetricRow(
        m.result(confidence),
        MetricMeasurement.mean(m.input()),
        targets == null ? null : MetricMeasurement.mean(targets),
        targets == null ? null : Gain.of(m.against(targets).result(confidence)),
        null,
        null,
        null,
        slices.of(m),
        slices.worst(m),
        samples(m).withPseudoTargets(targets));
  }

  private Samples samples(MetricMeasurement m) {
    return new Samples(
        versions.items().stream().map(Item::name).toList(), m.input(), m.base(), m.adapted());
  }
}
