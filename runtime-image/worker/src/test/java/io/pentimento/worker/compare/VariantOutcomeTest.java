// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.WorkspaceLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The outcome of a variant, read from the status and the workspace of its job. */
class VariantOutcomeTest {
  private static final StageKey KEY = new StageKey("c".repeat(64));

  @TempDir Path folder;
  private WorkspaceLayout layout;

  @BeforeEach
  void open() {
    layout = new WorkspaceLayout(folder);
  }

  private static AdaptationJobStatus status(Phase phase, StageName stage, StageState state) {
    StageStatus only =
        new StageStatus(
            stage,
            KEY.hex(),
            null,
            1,
            null,
            null,
            null,
            null,
            state,
            "Reason",
            "out of memory",
            null,
            null);
    return AdaptationJobStatus.empty().withPhase(phase).withStages(List.of(only));
  }

  private VariantOutcome evaluated(String metrics) throws IOException {
    Path artefact = Files.createDirectories(layout.artifact(StageName.EVALUATE, KEY));
    Files.writeString(artefact.resolve("metrics.json"), metrics);
    return VariantOutcome.of(
        "fast", status(Phase.SUCCEEDED, StageName.EVALUATE, StageState.SUCCEEDED), layout);
  }

  @Test
  void theMetricsOfTheEvaluationAreRead() throws IOException {
    VariantOutcome outcome =
        evaluated("{\"metrics\": [{\"result\": {\"metric\": \"NIQE\", \"adapted\": 4}}]}");

    assertThat(outcome.failure()).isNull();
    assertThat(outcome.metric(Metric.NIQE).map(row -> row.at("/result/adapted").asInt()))
        .contains(4);
    assertThat(outcome.metric(Metric.PSNR)).isEmpty();
  }

  @Test
  void aFailedStageIsTheReasonForMissingMetrics() throws IOException {
    VariantOutcome outcome =
        VariantOutcome.of("fast", status(Phase.FAILED, StageName.TRAIN, StageState.FAILED), layout);

    assertThat(outcome.failure()).isEqualTo("train failed: out of memory");
    assertThat(outcome.metrics()).isEmpty();
  }

  @Test
  void aJobThatDidNotReachItsEvaluationIsShownWithItsPhase() throws IOException {
    VariantOutcome outcome =
        VariantOutcome.of(
            "fast", status(Phase.SUSPENDED, StageName.TRAIN, StageState.WAITING), layout);

    assertThat(outcome.failure()).isEqualTo("the job ended in phase SUSPENDED");
  }

  @Test
  void aMissingMetricsFileIsReportedWithItsPath() {
    assertThatThrownBy(
            () ->
                VariantOutcome.of(
                    "fast",
                    status(Phase.SUCCEEDED, StageName.EVALUATE, StageState.SUCCEEDED),
                    layout))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("metrics.json");
  }

  @Test
  void subjectsReadTheirOwnValues() throws IOException {
    JsonNode row =
        evaluated(
                """
                {"metrics": [{"result": {"metric": "PSNR", "adapted": 22}, "pseudoTargets": 21,
                  "samples": {"adapted": [22, 23], "pseudoTargets": [21, 20, 19]}}]}
                """)
            .metric(Metric.PSNR)
            .orElseThrow();

    assertThat(Subject.ADAPTED.samples(row)).containsExactly(22, 23);
    assertThat(Subject.ADAPTED.value(row)).isEqualTo(22);
    assertThat(Subject.PSEUDO_TARGETS.samples(row)).containsExactly(21, 20, 19);
    assertThat(Subject.PSEUDO_TARGETS.value(row)).isEqualTo(21);
  }
}
