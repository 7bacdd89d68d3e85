package io.pentimento.worker.stage;

import io.pentimento.api.v1alpha1.MetricResult;
import io.pentimento.worker.report.MetricRow;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the gate hears of the measurements: every metric, and the folders where the candidate does
 * worst. All of them are in the artefact; the last word of a pod is short.
 */
final class Evidence {
  private static final int SLICES = 4;

  private Evidence() {}

  static List<MetricResult> of(List<MetricRow> rows) {
    Stream<MetricResult> worst =
        rows.stream()
            .flatMap(row -> row.slices().stream())
            .sorted(Comparator.comparingDouble(MetricResult::upper))
            .limit(SLICES);
    return Stream.concat(rows.stream().map(MetricRow::result), worst).toList();
  }
}
