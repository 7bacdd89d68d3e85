// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.report;

import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.MetricResult;
import java.util.List;

/**
 * Result of the gate for the report, with the measurements behind it.
 *
 * @param rows the metrics that the manifest requires; empty if it requires none
 */
record Verdict(GateDecision decision, List<MetricResult> rows) {

  static Verdict of(GateStatus gate) {
    return new Verdict(
        gate.decision(), gate.metrics().stream().filter(row -> row.decision() != null).toList());
  }

  String meaning() {
    return switch (decision) {
      case PASSED -> "All intervals meet the requirements of the manifest: the model may serve.";
      case FAILED ->
          "An interval is below the requirement of the manifest: the model is not rolled out.";
      case INCONCLUSIVE ->
          "An interval includes the required value, or there are too few images:"
              + " the model is not rolled out. Evaluate on more images.";
    };
  }

  static String word(GateDecision decision) {
    return switch (decision) {
      case PASSED -> "passed";
      case FAILED -> "failed";
      case INCONCLUSIVE -> "inconclusive";
    };
  }

  static String tone(GateDecision decision) {
    return switch (decision) {
      case PASSED -> "good";
      case FAILED -> "bad";
      case INCONCLUSIVE -> "unclear";
    };
  }
}
