package io.pentimento.decide;

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
 * or if the metric was not measured. Without rows everything passes.
 */
public final class Gate {
  private Gate() {}

  /**
   * @param measured improvements of the candidate over the base, with their intervals
   * @param candidate digest of the model that was measured
   * @param images holdout images; may be null
   */
  public static GateStatus judge(
      List<GateRule> rules, List<MetricResult> measured, String candidate, Integer images) {
    List<MetricResult> rows = new ArrayList<>();
    for (GateRule rule : rules) {
      rows.add(row(rule, measured));
    }
    measured.stream()
        .filter(result -> result.base() != null)
        .filter(result -> rows.stream().noneMatch(row -> row.metric() == result.metric()))
        .map(result -> judged(result, null, null))
        .forEach(rows::add);
    return new GateStatus(decision(rows), candidate, images, rows);
  }

  private static MetricResult row(GateRule rule, List<MetricResult> measured) {
    MetricResult result =
        measured.stream()
            .filter(each -> each.metric() == rule.metric())
            .findFirst()
            .orElseGet(() -> unmeasured(rule.metric()));
    double required = rule.requiredImprovement() + 0.0; // no negative zero in the status
    return judged(result, required, decision(result, required));
  }

  private static GateDecision decision(MetricResult result, double required) {
    if (!isNumber(result.lower()) || !isNumber(result.upper())) {
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

  private static MetricResult judged(MetricResult result, Double required, GateDecision decision) {
    return new MetricResult(
        result.metric(),
        result.base(),
        result.adapted(),
        result.improvement(),
        result.lower(),
        result.upper(),
        required,
        decision,
        result.extractor());
  }
}
