// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.evaluate;

import static java.util.Objects.requireNonNullElse;

import io.pentimento.api.v1alpha1.evaluation.GateRule;
import io.pentimento.api.v1alpha1.status.MetricResult;
import io.pentimento.worker.report.MetricRow;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The measurements that are sent to the gate: every metric against the base and against the serving
 * model, and the folders with the worst results, which include any that fails. The artefact has all
 * folders; the size of a termination message is limited.
 */
public final class GateInput {
  private static final int SLICES = 3;
  private static final int LONGEST_NAME = 48;
  private static final int DIGITS = 5;

  private record Slice(MetricResult result, double margin) {}

  private GateInput() {}

  public static List<MetricResult> of(List<MetricRow> rows, List<GateRule> gate) {
    Stream<MetricResult> nearest =
        gate.stream()
            .flatMap(rule -> slices(rows, rule))
            .sorted(Comparator.comparingDouble(Slice::margin))
            .map(slice -> withoutDigest(abbreviated(slice.result())))
            .distinct()
            .limit(SLICES);
    Stream<MetricResult> serving =
        rows.stream()
            .map(MetricRow::overServing)
            .filter(Objects::nonNull)
            .map(GateInput::withoutDigest);
    return Stream.of(rows.stream().map(MetricRow::result), serving, nearest)
        .flatMap(results -> results)
        .map(result -> result.rounded(DIGITS))
        .toList();
  }

  /** The row of the same metric against the base contains it. */
  static MetricResult withoutDigest(MetricResult result) {
    return result.extractor() == null
        ? result
        : result.withExtractor(result.extractor().replaceFirst(", sha256:.*", ""));
  }

  private static Stream<Slice> slices(List<MetricRow> rows, GateRule rule) {
    return rows.stream()
        .filter(row -> row.result().metric() == rule.metric() && !rule.isAgainstServing())
        .flatMap(row -> row.slices().stream())
        .map(
            slice ->
                new Slice(
                    slice,
                    requireNonNullElse(slice.upper(), Double.NaN) - rule.requiredImprovement()));
  }

  private static MetricResult abbreviated(MetricResult slice) {
    String name = slice.slice();
    return name == null || name.length() <= LONGEST_NAME
        ? slice
        : slice.inSlice("…" + name.substring(name.length() - LONGEST_NAME));
  }
}
