// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.MetricResult;
import io.pentimento.reason.ModelReason;
import io.pentimento.reason.ResultReason;
import io.pentimento.workflow.stage.StageOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateRefusalTest {
  private static final MetricResult PASSED =
      new MetricResult(Metric.SSIM, 0.6, 0.7, 0.17, 0.15, 0.19, 0.0, GateDecision.PASSED);

  @Test
  void aFailedRowIsNamedWithItsFigures() {
    MetricResult row =
        new MetricResult(Metric.PSNR, 22.46, 23.86, 0.0623, 0.057, 0.067, 0.9, GateDecision.FAILED);

    StageOutcome.Failed refusal = GateRefusal.of(gate(GateDecision.FAILED, PASSED, row));

    assertThat(refusal.reason()).isEqualTo(ResultReason.GATE_REGRESSION);
    assertThat(refusal.message())
        .isEqualTo(
            "The adapted model does not meet the gate: PSNR improves by 6.2 % (5.7 % to"
                + " 6.7 %), required: at least 90.0 %");
  }

  @Test
  void aFolderAndTheServingModelAreNamedToo() {
    MetricResult row =
        new MetricResult(Metric.NIQE, 5.0, 5.5, -0.1, -0.2, 0.05, 0.0, GateDecision.INCONCLUSIVE)
            .inSlice("night")
            .againstServing();

    StageOutcome.Failed refusal = GateRefusal.of(gate(GateDecision.INCONCLUSIVE, row));

    assertThat(refusal.reason()).isEqualTo(ResultReason.GATE_INCONCLUSIVE);
    assertThat(refusal.message())
        .contains("NIQE in night against the serving model improves by -10.0 % (-20.0 % to 5.0 %)")
        .endsWith("; add images or increase spec.dataset.holdout.fraction");
  }

  @Test
  void aRowThatCouldNotBeMeasuredIsReported() {
    MetricResult row =
        new MetricResult(Metric.NIQE, null, null, null, null, null, 0.0, GateDecision.INCONCLUSIVE);

    assertThat(GateRefusal.of(gate(GateDecision.INCONCLUSIVE, row)).message())
        .contains("gate: NIQE has no value; add images");
  }

  @Test
  void onlyRowsWithTheDecisionOfTheGateAreListed() {
    MetricResult failed =
        new MetricResult(Metric.PSNR, 22.0, 21.0, -0.05, -0.06, -0.04, 0.0, GateDecision.FAILED);
    MetricResult unclear =
        new MetricResult(Metric.NIQE, 5.0, 5.1, -0.01, -0.2, 0.1, 0.0, GateDecision.INCONCLUSIVE);

    assertThat(GateRefusal.of(gate(GateDecision.FAILED, PASSED, failed, unclear, failed)).message())
        .isEqualTo(
            "The adapted model does not meet the gate: PSNR improves by -5.0 % (-6.0 % to -4.0 %),"
                + " required: at least 0.0 %; PSNR improves by -5.0 % (-6.0 % to -4.0 %),"
                + " required: at least 0.0 %");
  }

  @Test
  void aGateWhoseRowsWereNotRecordedIsRefusedWithoutFigures() {
    assertThat(GateRefusal.of(gate(GateDecision.FAILED)).message())
        .isEqualTo("The adapted model does not meet the gate");
  }

  @Test
  void aMissingEndOfTheIntervalIsAQuestionMark() {
    MetricResult row =
        new MetricResult(Metric.FID, 50.0, 45.0, 0.1, null, null, 0.05, GateDecision.INCONCLUSIVE);

    assertThat(GateRefusal.of(gate(GateDecision.INCONCLUSIVE, row)).message())
        .contains("FID improves by 10.0 % (? to ?), required: at least 5.0 %");
  }

  @Test
  void thePublicationOfARefusedModelWaits() {
    StageOutcome outcome = GateRefusal.ofPublication();

    assertThat(outcome.reason()).isEqualTo(ModelReason.GATE_NOT_PASSED);
    assertThat(outcome.message()).isEqualTo("Only a model that passed the gate is published");
  }

  private static GateStatus gate(GateDecision decision, MetricResult... rows) {
    return new GateStatus(decision, "sha256:1", 12, List.of(rows));
  }
}
