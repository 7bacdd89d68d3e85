// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.StageProgress;
import io.pentimento.reason.FailureReason;
import io.pentimento.reason.NormalReason;
import io.pentimento.reason.WaitReason;
import io.pentimento.workflow.observation.ProcessState;
import io.pentimento.workflow.stage.AttemptFailure;
import io.pentimento.workflow.stage.FailureCounts;
import io.pentimento.workflow.stage.StageOutcome;
import io.pentimento.workflow.stage.StageResult;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The entry of a stage in the status, for each outcome. */
class StageStatusWriterTest {
  private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
  private static final Instant FAILED = Instant.parse("2026-11-23T23:59:00Z");
  private static final String EARLIER = "2026-11-23T00:00:00Z";
  private static final AttemptFailure FAILURE =
      new AttemptFailure(
          new FailureCounts(2, 1),
          FailureClass.RESOURCES,
          FailureReason.OUT_OF_MEMORY,
          "no memory",
          71,
          FAILED);

  @Test
  void aStageThatStartsHasNoWorkloadYet() {
    StageStatus entry =
        write(Results.starting(StageName.TRAIN, 3, new FailureCounts(2, 0)), known());

    assertThat(entry.workloadName()).isNull();
    assertThat(entry.attempt()).isEqualTo(3);
    assertThat(entry.failures()).isEqualTo(2);
    assertThat(entry.resourceFailures()).isNull();
    assertThat(entry.state()).isEqualTo(StageState.RUNNING);
    assertThat(entry.reason()).isEqualTo("Running");
    assertThat(entry.startTime()).isEqualTo(EARLIER);
    assertThat(entry.completionTime()).isNull();
  }

  @Test
  void theFirstStartSetsTheStartTime() {
    assertThat(write(Results.starting(StageName.TRAIN, 1, new FailureCounts(0, 0))).startTime())
        .isEqualTo(NOW.toString());
  }

  @Test
  void aRunningStageHasTheNameAttemptAndCountsOfItsRun() {
    StageProgress progress =
        new StageProgress(
            StageName.TRAIN, Results.KEY, null, 7, 10, 1, null, null, null, NOW.toString());
    StageStatus entry =
        write(Results.running(StageName.TRAIN, new ProcessState.Running(progress)), known());

    assertThat(entry.workloadName()).isEqualTo("train-2");
    assertThat(entry.attempt()).isEqualTo(2);
    assertThat(entry.items()).isEqualTo(new ItemCounts(6, 10, 1));
    assertThat(entry.state()).isEqualTo(StageState.RUNNING);
    assertThat(entry.exitCode()).isEqualTo(75);
    assertThat(entry.failures()).isEqualTo(1);
  }

  @Test
  void aRunWhosePodsWaitIsWaiting() {
    StageStatus entry = write(Results.pending(StageName.TRAIN));

    assertThat(entry.state()).isEqualTo(StageState.WAITING);
    assertThat(entry.reason()).isEqualTo("Unschedulable");
    assertThat(entry.message()).isEqualTo("no node");
    assertThat(entry.startTime()).isEqualTo(NOW.toString());
  }

  @Test
  void aStageThatWaitsForAnotherHasNeitherKeyNorTimes() {
    StageStatus entry = write(Results.waiting(StageName.TRAIN));

    assertThat(entry)
        .isEqualTo(
            new StageStatus(
                StageName.TRAIN,
                null,
                null,
                0,
                null,
                null,
                null,
                null,
                StageState.WAITING,
                "WaitingForStage",
                "Waits for it",
                null,
                null));
  }

  @Test
  void aStageBetweenTwoAttemptsRecordsTheFailure() {
    StageOutcome backOff =
        new StageOutcome.Waiting(WaitReason.BACK_OFF, "no memory", NOW.plusSeconds(10), FAILURE);
    StageStatus entry = write(Results.of(StageName.TRAIN, backOff), known());

    assertThat(entry.state()).isEqualTo(StageState.WAITING);
    assertThat(entry.failures()).isEqualTo(2);
    assertThat(entry.resourceFailures()).isEqualTo(1);
    assertThat(entry.exitCode()).isEqualTo(71);
    assertThat(entry.attempt()).isEqualTo(4);
    assertThat(entry.workloadName()).isEqualTo("train-4");
    assertThat(entry.completionTime()).isEqualTo(FAILED.toString());
  }

  @Test
  void aFailedStageRecordsTheFailureAndWhenItFailed() {
    StageOutcome failed =
        new StageOutcome.Failed(FailureReason.OUT_OF_MEMORY, "no memory", FAILURE);
    StageStatus entry = write(Results.of(StageName.TRAIN, failed), known());

    assertThat(entry.state()).isEqualTo(StageState.FAILED);
    assertThat(entry.exitCode()).isEqualTo(71);
    assertThat(entry.completionTime()).isEqualTo(NOW.toString());
  }

  @Test
  void aFinishedStageHasNoExitCode() {
    StageStatus entry = write(Results.done(StageName.TRAIN), known());

    assertThat(entry.state()).isEqualTo(StageState.SUCCEEDED);
    assertThat(entry.exitCode()).isNull();
    assertThat(entry.failures()).isEqualTo(1);
    assertThat(entry.completionTime()).isEqualTo(NOW.toString());
  }

  @Test
  void aFinishedStageKeepsTheTimeAtWhichItFinished() {
    StageStatus first = write(Results.done(StageName.TRAIN), known());
    StageStatus again =
        new StageStatusWriter(
                Results.done(StageName.TRAIN), Optional.of(first), NOW.plusSeconds(60))
            .write();

    assertThat(again).isEqualTo(first);
  }

  @Test
  void theCountsOfAFinishedStageAreKept() {
    StageResult done =
        new StageResult(
            StageName.TRAIN,
            Results.KEY,
            new StageOutcome.Done(null, NormalReason.COMPLETED, null),
            new ItemCounts(10, 10, 0));

    assertThat(write(done).items()).isEqualTo(new ItemCounts(10, 10, 0));
  }

  @Test
  void aLongMessageIsShortened() {
    StageOutcome failed = new StageOutcome.Failed(FailureReason.INTERNAL, "x".repeat(513));

    assertThat(write(Results.of(StageName.TRAIN, failed)).message()).hasSize(512).endsWith("x…");
  }

  private static StageStatus write(StageResult result) {
    return new StageStatusWriter(result, Optional.empty(), NOW).write();
  }

  private static StageStatus write(StageResult result, StageStatus known) {
    return new StageStatusWriter(result, Optional.of(known), NOW).write();
  }

  /** Of the fourth attempt, which backed off. */
  private static StageStatus known() {
    return new StageStatus(
        StageName.TRAIN,
        Results.KEY.hex(),
        "train-4",
        4,
        1,
        null,
        75,
        null,
        StageState.WAITING,
        "BackOff",
        "busy",
        EARLIER,
        EARLIER);
  }
}
