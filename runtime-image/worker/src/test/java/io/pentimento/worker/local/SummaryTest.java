// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.MetricResult;
import io.pentimento.api.v1alpha1.status.ModelStatus;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.api.v1alpha1.status.ServingStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.reason.FailureReason;
import io.pentimento.reason.SourceReason;
import io.pentimento.reason.WaitReason;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The summary that a finished run prints. */
class SummaryTest {
  private static final WorkspaceLayout LAYOUT = new WorkspaceLayout(Path.of("/ws"));
  private static final MetricResult PSNR =
      new MetricResult(Metric.PSNR, 20.0, 22.5, 0.125, 0.1, 0.15, 0.05, GateDecision.PASSED);

  private static String text(AdaptationJobStatus status) {
    return String.join("\n", Summary.of(status, LAYOUT));
  }

  private static AdaptationJobStatus measured(GateDecision decision, MetricResult... metrics) {
    return gated(new GateStatus(decision, "sha256:1", 40, List.of(metrics)), null, null);
  }

  private static AdaptationJobStatus gated(
      GateStatus gate, ModelStatus model, ServingStatus serving) {
    return new AdaptationJobStatus(
        1L, null, Phase.SUCCEEDED, null, null, null, gate, model, serving, null, null, null);
  }

  @Test
  void aJobWithoutResultsHasNoSummary() {
    assertThat(Summary.of(AdaptationJobStatus.empty(), LAYOUT)).isEmpty();
  }

  @Test
  void everyMetricIsShownWithItsIntervalAndTheDecisionOfTheGate() {
    assertThat(text(measured(GateDecision.PASSED, PSNR)))
        .contains("PSNR")
        .containsPattern("20\\.00 +22\\.50 +\\+12\\.5 %")
        .contains("+10.0 % … +15.0 %", "passed, required: +5.0 %")
        .contains("gate    passed, measured on 40 images");
  }

  @Test
  void missingValuesAreShownAsDashes() {
    MetricResult unknown = new MetricResult(Metric.FID, null, null, null, null, null, null, null);

    assertThat(text(measured(GateDecision.INCONCLUSIVE, unknown)))
        .containsPattern("FID +- +- +- +-")
        .doesNotContain("null")
        .contains("gate    inconclusive");
  }

  @Test
  void theNumberOfImagesIsOmittedIfItIsUnknown() {
    GateStatus gate = new GateStatus(GateDecision.FAILED, "sha256:1", null, List.of());

    assertThat(Summary.of(gated(gate, null, null), LAYOUT)).contains("gate    failed");
  }

  @Test
  void aFailedStageIsShownWithItsMessage() {
    AdaptationJobStatus status =
        StageStatuses.job(
            Phase.FAILED,
            StageStatuses.with(
                StageName.TRAIN, StageState.FAILED, FailureReason.OUT_OF_MEMORY, "no memory"));

    assertThat(Summary.of(status, LAYOUT)).containsExactly("train failed: no memory");
  }

  @Test
  void theWarningAboutImagesThatAreNotAlignedIsRepeated() {
    AdaptationJobStatus status =
        StageStatuses.job(
            Phase.SUCCEEDED,
            StageStatuses.with(
                StageName.PREPARE,
                StageState.SUCCEEDED,
                SourceReason.DATASET_NOT_ALIGNED,
                "eyes are elsewhere"));

    assertThat(Summary.of(status, LAYOUT))
        .containsExactly("warning of prepare: eyes are elsewhere");
  }

  @Test
  void theReportIsNamedByItsPathInTheWorkspace() {
    AdaptationJobStatus status =
        StageStatuses.job(
            Phase.SUCCEEDED, StageStatuses.succeeded(StageName.EVALUATE, new ItemCounts(1, 1, 0)));

    assertThat(Summary.of(status, LAYOUT))
        .containsExactly(
            "report  /ws/artifacts/evaluate/" + StageStatuses.KEY.hex() + "/report.html");
  }

  @Test
  void aPublishedModelAndAServerAreNamedByTheirAddress() {
    AdaptationJobStatus status =
        gated(
            null,
            new ModelStatus("sha256:1", null, "oci://registry.example/m@sha256:1"),
            new ServingStatus("http://127.0.0.1:8080", "sha256:1", 1, 1, null));

    assertThat(text(status))
        .contains("model   oci://registry.example/m@sha256:1")
        .contains("server  http://127.0.0.1:8080")
        .contains("http://127.0.0.1:8080/v1/restore -o restored.png");
  }

  @Test
  void aModelThatWaitsForApprovalIsShownWithTheAnnotation() {
    GateStatus gate = new GateStatus(GateDecision.PASSED, "sha256:77", 40, List.of());
    AdaptationJobStatus status =
        gated(gate, null, null)
            .withStages(
                List.of(
                    StageStatuses.with(
                        StageName.SERVE,
                        StageState.WAITING,
                        WaitReason.WAITING_FOR_APPROVAL,
                        "waits")));

    assertThat(text(status)).contains("approve the model to serve it", "approved", "sha256:77");
  }
}
