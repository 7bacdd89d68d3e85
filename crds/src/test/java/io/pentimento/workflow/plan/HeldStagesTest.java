// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageKey;
import io.pentimento.reason.NormalReason;
import io.pentimento.reason.ResultReason;
import io.pentimento.reason.WaitReason;
import io.pentimento.workflow.stage.FailureCounts;
import io.pentimento.workflow.stage.StageOutcome;
import io.pentimento.workflow.stage.StageResult;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Stages of a dry run. */
class HeldStagesTest {
  private static final StageResult START =
      result(new StageOutcome.Start(1, new FailureCounts(0, 0)));

  private static StageResult result(StageOutcome outcome) {
    return new StageResult(StageName.TRAIN, new StageKey("1".repeat(64)), outcome, null);
  }

  static Stream<StageResult> others() {
    return Stream.of(
        result(new StageOutcome.Done(null, NormalReason.COMPLETED, null)),
        result(new StageOutcome.Failed(ResultReason.DIVERGED, "the loss is NaN")),
        result(StageOutcome.waiting(WaitReason.WAITING_FOR_STAGE, "Waits")));
  }

  @Test
  void whatWouldStartWaitsForTheAnnotation() {
    StageOutcome held = DryRun.hold(List.of(START)).get(0).outcome();

    assertThat(held.reason()).isEqualTo(WaitReason.DRY_RUN);
    assertThat(held.message())
        .isEqualTo(
            "The annotation pentimento.io/dry-run is true; status.plan shows what would happen");
  }

  @ParameterizedTest
  @MethodSource("others")
  void whatDoesNotStartStaysAsItIs(StageResult other) {
    assertThat(DryRun.hold(List.of(other))).containsExactly(other);
    assertThat(DryRun.holds(List.of(other))).isFalse();
  }

  @Test
  void aHeldStageIsRecognised() {
    assertThat(DryRun.holds(DryRun.hold(List.of(START)))).isTrue();
    assertThat(DryRun.holds(List.of(START))).isFalse();
    assertThat(DryRun.holds(List.of())).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, false", "True, false", "yes, false", "'', false"})
  void onlyTheWordTrueAsksForADryRun(String value, boolean isRequested) {
    AdaptationJob job = Jobs.job("night");

    job.getMetadata().setAnnotations(Map.of("pentimento.io/dry-run", value));

    assertThat(DryRun.isRequested(job)).isEqualTo(isRequested);
  }

  @Test
  void aJobWithoutAnnotationsIsNoDryRun() {
    AdaptationJob job = Jobs.job("night");
    job.getMetadata().setAnnotations(null);

    assertThat(DryRun.isRequested(job)).isFalse();
  }
}
