// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.evaluate;

import io.pentimento.api.v1alpha1.evaluation.GateRule;
import io.pentimento.api.v1alpha1.status.MetricResult;
import io.pentimento.contract.TerminationMessage;
import java.util.List;
import java.util.function.Predicate;

/**
 * The measurements in a termination message, whose size is limited. What no row of the gate needs
 * is left out first; {@code metrics.json} has everything.
 */
final class MessageEvidence {
  private MessageEvidence() {}

  /**
   * The message with as many of the measurements as fit.
   *
   * @param rows for the gate, from {@link GateInput}
   */
  static TerminationMessage add(
      TerminationMessage message, List<MetricResult> rows, List<GateRule> gate) {
    TerminationMessage full = message.withMetrics(rows);
    if (full.fits()) {
      return full;
    }
    List<MetricResult> named = rows.stream().map(GateInput::withoutDigest).toList();
    Predicate<MetricResult> needed = row -> isNeeded(row, gate);
    TerminationMessage shorter = message.withMetrics(named);
    if (!shorter.fits()) {
      shorter = shorter.withMetrics(only(named, needed.or(row -> !row.isAgainstServing())));
    }
    return shorter.fits() ? shorter : shorter.withMetrics(only(named, needed));
  }

  private static List<MetricResult> only(
      List<MetricResult> rows, Predicate<MetricResult> condition) {
    return rows.stream().filter(condition).toList();
  }

  private static boolean isNeeded(MetricResult row, List<GateRule> gate) {
    return gate.stream()
        .anyMatch(
            rule ->
                rule.metric() == row.metric() && rule.isAgainstServing() == row.isAgainstServing());
  }
}
