package io.pentimento.decide;

import io.pentimento.api.v1alpha1.Evaluation;
import io.pentimento.api.v1alpha1.GateDecision;
import io.pentimento.api.v1alpha1.GateRule;
import io.pentimento.api.v1alpha1.GateStatus;
import io.pentimento.api.v1alpha1.Metric;
import io.pentimento.api.v1alpha1.MetricResult;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides about a candidate from measured improvements: a row passes if its whole confidence
 * interval lies at or above what it asks for, fails if it lies below, and is inconclusive otherwise
 * or if the metric was not measured, or on too few images. A slice of the holdout that fails fails
 * the gate, whatever the whole says. Without rows everything passes.
 */
public final class Gate {
  private final List<MetricResult> measured;
  private final boolean enough;

  private Gate(List<MetricResult> measured, boolean enough) {
    this.measured = measured;
    this.enough = enough;
  }

  /**
   * @param measured improvements of the candidate over the base, with their intervals
   * @param candidate digest of the model that was measured
   * @param images holdout images; may be null
   */
  public static GateStatus judge(
      Evaluation evaluation, List<MetricResult> measured, String candidate, Integer images) {
    boolean enough = images == null || images >= evaluation.minImages();
    List<MetricResult> rows = new Gate(measured, enough).rows(evaluation.gate());
    return new GateStatus(decision(rows), candidate, images, rows);
  }

  private List<MetricResult> rows(List<GateRule> rules) {
    List<MetricResult> rows = new ArrayList<>();
    for (GateRule rule : rules) {
      rows.add(row(rule));
      rows.addAll(failedSlices(rule));
    }
    measured.stream()
        .filter(result -> result.slice() == null && result.base() != null)
        .filter(result -> rows.stream().noneMatch(row -> row.metric() == result.metric()))
        .map(result -> result.judged(null, null))
        .forEach(rows::add);
    return rows;
  }

  private MetricResult row(GateRule rule) {
    MetricResult result =
        measured.stream()
            .filter(each -> each.metric() == rule.metric() && each.slice() == null)
            .findFirst()
            .orElseGet(() -> unmeasured(rule.metric()));
    return judged(result, rule);
  }

  private List<MetricResult> failedSlices(GateRule rule) {
    return measured.stream()
        .filter(each -> each.metric() == rule.metric() && each.slice() != null)
        .map(each -> judged(each, rule))
        .filter(row -> row.decision() == GateDecision.FAILED)
        .toList();
  }

  private MetricResult judged(MetricResult result, GateRule rule) {
    double required = rule.requiredImprovement() + 0.0; // no negative zero in the status
    return result.judged(required, decision(result, required));
  }

  private GateDecision decision(MetricResult result, double required) {
    if (!enough || !isNumber(result.lower()) || !isNumber(result.upper())) {
      return GateDecision.INCONCLUSIVE;
    }
    if (result.lower() >= required) {
      return GateDecision.PASSED;
    }
    return result.upper() < required ? GateDecision.FAILED : GateDecision.INCONCLUSIVE;
  }

  private static GateDecision decision(List<MetricResult> rows) {
    if (rows.stream().anyMatch(row -> row.decision() == GateDecision.FAILED)) {
      return GateDecision.FAILED;
    }
    boolean unclear = rows.stream().anyMatch(row -> row.decision() == GateDecision.INCONCLUSIVE);
    return unclear ? GateDecision.INCONCLUSIVE : GateDecision.PASSED;
  }

  private static boolean isNumber(Double value) {
    return value != null && Double.isFinite(value);
  }

  private static MetricResult unmeasured(Metric metric) {
    return new MetricResult(metric, null, null, null, null, null, null, null);
  }
}
