// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.gate;

import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.MetricResult;
import io.pentimento.reason.ModelReason;
import io.pentimento.reason.ResultReason;
import io.pentimento.workflow.stage.StageOutcome;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Explains why the gate rejected a candidate: each row that did not pass, with its numbers. */
public final class GateRefusal {
  private GateRefusal() {}

  /** The stage that publishes the model has nothing to do. */
  public static StageOutcome ofPublication() {
    return StageOutcome.waiting(
        ModelReason.GATE_NOT_PASSED, "Only a model that passed the gate is published");
  }

  public static StageOutcome.Failed of(GateStatus gate) {
    return gate.decision() == GateDecision.FAILED
        ? new StageOutcome.Failed(
            ResultReason.GATE_REGRESSION,
            "The adapted model does not meet the gate" + rows(gate, GateDecision.FAILED))
        : new StageOutcome.Failed(
            ResultReason.GATE_INCONCLUSIVE,
            "The holdout is too small to decide whether the adapted model meets the gate"
                + rows(gate, GateDecision.INCONCLUSIVE)
                + "; add images or increase spec.dataset.holdout.fraction");
  }

  private static String rows(GateStatus gate, GateDecision decision) {
    List<String> sentences =
        gate.metrics().stream()
            .filter(row -> row.decision() == decision)
            .map(GateRefusal::sentence)
            .toList();
    return sentences.isEmpty() ? "" : ": " + String.join("; ", sentences);
  }

  private static String sentence(MetricResult row) {
    String what =
        row.metric()
            + (row.slice() == null ? "" : " in " + row.slice())
            + (row.against() == null ? "" : " against the serving model");
    return row.improvement() == null
        ? what + " has no value"
        : "%s improves by %s (%s to %s), required: at least %s"
            .formatted(
                what,
                percent(row.improvement()),
                percent(row.lower()),
                percent(row.upper()),
                percent(row.required()));
  }

  private static String percent(@Nullable Double fraction) {
    return fraction == null ? "?" : String.format(Locale.ROOT, "%.1f %%", 100 * fraction);
  }
}
