// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.reason.FailureReason;
import io.pentimento.reason.NormalReason;
import io.pentimento.reason.Reason;
import io.pentimento.reason.ResultReason;
import io.pentimento.reason.SourceReason;
import io.pentimento.reason.WaitReason;
import io.pentimento.workflow.observation.ProcessState;
import io.pentimento.workflow.observation.StageRun;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each outcome of a stage says. */
class StageOutcomeTest {
  private static final Instant TIME = Instant.parse("2026-11-24T00:00:00Z");
  private static final TerminationMessage ANSWER =
      TerminationMessage.success(StageName.TRAIN, Entries.KEY, new ItemCounts(1, 1, 0));
  private static final ProcessState RUNNING = new ProcessState.Running(null);
  private static final AttemptFailure FAILURE =
      new AttemptFailure(
          new FailureCounts(1, 0),
          FailureClass.INTERNAL,
          FailureReason.INTERNAL,
          "broken",
          70,
          TIME);

  private static ProcessState pending(int seconds, Reason reason) {
    return new ProcessState.Pending(
        TIME.plusSeconds(seconds), reason, "waits for " + reason.word());
  }

  private static StageOutcome.Running running(ProcessState... processes) {
    return new StageOutcome.Running(
        new StageRun(StageName.TRAIN, Entries.KEY, 1, "train-1", List.of(processes)));
  }

  @Test
  void aFinishedStageIsCompletedUnlessItsAnswerHasAWarning() {
    assertThat(StageOutcome.Done.of(ANSWER))
        .isEqualTo(new StageOutcome.Done(ANSWER, NormalReason.COMPLETED, null));
    TerminationMessage warned = ANSWER.withWarning(SourceReason.DATASET_NOT_ALIGNED, "look");
    assertThat(StageOutcome.Done.of(warned))
        .isEqualTo(new StageOutcome.Done(warned, SourceReason.DATASET_NOT_ALIGNED, "look"));
  }

  @Test
  void eachOutcomeHasTheStateThatTheStatusShows() {
    assertThat(StageOutcome.Done.of(ANSWER).state()).isEqualTo(StageState.SUCCEEDED);
    assertThat(new StageOutcome.Failed(ResultReason.DIVERGED, "NaN").state())
        .isEqualTo(StageState.FAILED);
    assertThat(new StageOutcome.Start(1, FailureCounts.NONE).state()).isEqualTo(StageState.RUNNING);
    assertThat(StageOutcome.waiting(WaitReason.QUEUED, null).state()).isEqualTo(StageState.WAITING);
  }

  @Test
  void aStartIsReportedAsRunning() {
    StageOutcome start = new StageOutcome.Start(2, FailureCounts.NONE);

    assertThat(start.reason()).isEqualTo(NormalReason.RUNNING);
    assertThat(start.message()).isNull();
    assertThat(start.activeRun()).isEmpty();
    assertThat(start.lastFailure()).isEmpty();
  }

  @Test
  void aRunWithARunningProcessWaitsForNothing() {
    StageOutcome.Running run = running(pending(0, WaitReason.QUEUED), RUNNING);

    assertThat(run.waitsFor()).isEmpty();
    assertThat(run.state()).isEqualTo(StageState.RUNNING);
    assertThat(run.reason()).isEqualTo(NormalReason.RUNNING);
    assertThat(run.message()).isNull();
    assertThat(run.activeRun()).contains(run.run());
  }

  @Test
  void aRunWhoseProcessesAllWaitReportsTheOneThatWaitsLongest() {
    StageOutcome.Running run =
        running(pending(5, WaitReason.POD_PENDING), pending(1, WaitReason.UNSCHEDULABLE));

    assertThat(run.state()).isEqualTo(StageState.WAITING);
    assertThat(run.reason()).isEqualTo(WaitReason.UNSCHEDULABLE);
    assertThat(run.message()).isEqualTo("waits for Unschedulable");
  }

  @Test
  void aRunWhoseProcessesEndedIsStillRunningUntilItIsJudged() {
    assertThat(running(new ProcessState.Succeeded(ANSWER)).state()).isEqualTo(StageState.RUNNING);
  }

  @Test
  void theLastFailureIsKnownWhileAStageWaitsOrHasFailed() {
    assertThat(new StageOutcome.Waiting(WaitReason.BACK_OFF, "broken", TIME, FAILURE).lastFailure())
        .contains(FAILURE);
    assertThat(new StageOutcome.Failed(FailureReason.INTERNAL, "broken", FAILURE).lastFailure())
        .contains(FAILURE);
    assertThat(new StageOutcome.Failed(FailureReason.INTERNAL, "broken").lastFailure()).isEmpty();
    assertThat(StageOutcome.waiting(WaitReason.QUEUED, "queue").lastFailure()).isEmpty();
    assertThat(running(RUNNING).lastFailure()).isEmpty();
  }

  @Test
  void waitingForAnEventHasNoEnd() {
    assertThat(StageOutcome.waiting(WaitReason.QUEUED, "queue"))
        .isEqualTo(new StageOutcome.Waiting(WaitReason.QUEUED, "queue", null, null));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "137, 137", "-1,", "-15,"})
  void aNegativeExitCodeIsNone(int code, Integer recorded) {
    ProcessState.Failed process =
        new ProcessState.Failed(
            FailureClass.RESOURCES, FailureReason.OOM_KILLED, "killed", code, null, TIME);

    AttemptFailure failure = AttemptFailure.of(process, new FailureCounts(1, 1));

    assertThat(failure)
        .isEqualTo(
            new AttemptFailure(
                new FailureCounts(2, 2),
                FailureClass.RESOURCES,
                FailureReason.OOM_KILLED,
                "killed",
                recorded,
                TIME));
  }

  @Test
  void aResultKnowsWhetherItsStageEnded() {
    StageResult done =
        new StageResult(StageName.TRAIN, Entries.KEY, StageOutcome.Done.of(ANSWER), null);
    StageResult failed = done.with(new StageOutcome.Failed(ResultReason.DIVERGED, "NaN"));
    StageResult waiting = done.with(StageOutcome.waiting(WaitReason.QUEUED, null));

    assertThat(done.isDone()).isTrue();
    assertThat(done.isFailed()).isFalse();
    assertThat(failed.isDone()).isFalse();
    assertThat(failed.isFailed()).isTrue();
    assertThat(waiting.isDone()).isFalse();
    assertThat(waiting.isFailed()).isFalse();
  }

  @Test
  void anotherOutcomeKeepsTheStageItsKeyAndItsCounts() {
    StageResult done =
        new StageResult(
            StageName.TRAIN, Entries.KEY, StageOutcome.Done.of(ANSWER), new ItemCounts(1, 2, 0));
    StageOutcome other = StageOutcome.waiting(WaitReason.QUEUED, null);

    assertThat(done.with(other))
        .isEqualTo(new StageResult(StageName.TRAIN, Entries.KEY, other, new ItemCounts(1, 2, 0)));
  }

  @Test
  void theKeyOfAStageWhosePredecessorsAreNotFinishedIsUnknown() {
    StageResult waiting =
        new StageResult(
            StageName.EVALUATE, null, StageOutcome.waiting(WaitReason.QUEUED, null), null);

    assertThatThrownBy(waiting::knownKey)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("evaluate has no key yet");
    assertThat(
            new StageResult(StageName.TRAIN, Entries.KEY, StageOutcome.Done.of(ANSWER), null)
                .knownKey())
        .isEqualTo(Entries.KEY);
  }
}
