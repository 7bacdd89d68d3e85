// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.gate;

import io.pentimento.api.v1alpha1.evaluation.EvaluationSpec;
import io.pentimento.api.v1alpha1.evaluation.GateRule;
import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.MetricResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides about a candidate from measured improvements. A row passes if its whole confidence
 * interval is at or above the required improvement, fails if it is below, and is inconclusive
 * otherwise, or if the metric was not measured or was measured on too few images. A slice of the
 * holdout that fails also fails the gate. A row against the serving model is skipped if none
 * serves. A gate without rows passes.
 */
public final class Gate {
  private final List<MetricResult> measured;
  private final boolean enough;

  private Gate(List<MetricResult> measured, boolean enough) {
    this.measured = measured;
    this.enough = enough;
  }

  /** Decides about a candidate while no adapted model serves. */
  public static GateStatus evaluate(
      EvaluationSpec evaluation,
      List<MetricResult> measured,
      String candidate,
      @Nullable Integer images) {
    return evaluate(evaluation, measured, candidate, images, null);
  }

  /**
   * @param measured improvements of the candidate over the base, and over the model that served,
   *     with their intervals
   * @param candidate digest of the model that was measured
   * @param images holdout images; may be null
   * @param serving digest of the other model that was measured; null if none served
   */
  public static GateStatus evaluate(
      EvaluationSpec evaluation,
      List<MetricResult> measured,
      String candidate,
      @Nullable Integer images,
      @Nullable String serving) {
    boolean enough = images == null || images >= evaluation.minImages();
    List<GateRule> rules =
        evaluation.gates().stream()
            .filter(rule -> serving != null || !rule.isAgainstServing())
            .toList();
    List<MetricResult> rows = new Gate(measured, enough).rows(rules);
    return new GateStatus(decision(rows), candidate, images, rows, serving);
  }

  private List<MetricResult> rows(List<GateRule> rules) {
    List<MetricResult> rows = new ArrayList<>();
    for (GateRule rule : rules) {
      rows.add(row(rule));
      rows.addAll(failedSlices(rule));
    }
    measured.stream()
        .filter(result -> result.slice() == null && result.base() != null)
        .filter(result -> rows.stream().noneMatch(row -> isSameMeasure(row, result)))
        .map(result -> result.withDecision(null, null))
        .forEach(rows::add);
    return rows;
  }

  private static boolean isSameMeasure(MetricResult one, MetricResult other) {
    return one.metric() == other.metric() && one.isAgainstServing() == other.isAgainstServing();
  }

  private MetricResult row(GateRule rule) {
    MetricResult result =
        measured.stream()
            .filter(each -> isAbout(rule, each) && each.slice() == null)
            .findFirst()
            .orElseGet(() -> unmeasured(rule));
    return decided(result, rule);
  }

  private static boolean isAbout(GateRule rule, MetricResult result) {
    return result.metric() == rule.metric() && result.isAgainstServing() == rule.isAgainstServing();
  }

  private List<MetricResult> failedSlices(GateRule rule) {
    return measured.stream()
        .filter(each -> isAbout(rule, each) && each.slice() != null)
        .map(each -> decided(each, rule))
        .filter(row -> row.decision() == GateDecision.FAILED)
        .toList();
  }

  private MetricResult decided(MetricResult result, GateRule rule) {
    double required = rule.requiredImprovement() + 0.0; // no negative zero in the status
    return result.withDecision(required, decision(result, required));
  }

  private GateDecision decision(MetricResult result, double required) {
    Double lower = result.lower();
    Double upper = result.upper();
    if (!enough || lower == null || upper == null || !areFinite(lower, upper)) {
      return GateDecision.INCONCLUSIVE;
    }
    if (lower >= required) {
      return GateDecision.PASSED;
    }
    return upper < required ? GateDecision.FAILED : GateDecision.INCONCLUSIVE;
  }

  private static GateDecision decision(List<MetricResult> rows) {
    if (rows.stream().anyMatch(row -> row.decision() == GateDecision.FAILED)) {
      return GateDecision.FAILED;
    }
    boolean unclear = rows.stream().anyMatch(row -> row.decision() == GateDecision.INCONCLUSIVE);
    return unclear ? GateDecision.INCONCLUSIVE : GateDecision.PASSED;
  }

  private static boolean areFinite(double lower, double upper) {
    return Double.isFinite(lower) && Double.isFinite(upper);
  }

  private static MetricResult unmeasured(GateRule rule) {
    MetricResult nothing =
        new MetricResult(rule.metric(), null, null, null, null, null, null, null);
    return rule.isAgainstServing() ? nothing.againstServing() : nothing;
  }
}
