package io.pentimento.workflow.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.MetricResult;
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

  private static GateStatus gate(GateDecision decision, MetricResult... rows) {
    return new GateStatus(decision, "sha256:1", 12, List.of(rows));
  }
}
