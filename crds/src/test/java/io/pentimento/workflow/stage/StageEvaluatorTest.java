// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.reason.FailureReason;
import io.pentimento.reason.NormalReason;
import io.pentimento.reason.ResultReason;
import io.pentimento.reason.WaitReason;
import io.pentimento.workflow.observation.Observation;
import io.pentimento.workflow.observation.ProcessState;
import io.pentimento.workflow.observation.ServingState;
import io.pentimento.workflow.observation.StageRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the status, the artefacts and the runs together mean for the stage train. */
class StageEvaluatorTest {
  private static final StageKey KEY = Entries.KEY;
  private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
  private static final TerminationMessage ANSWER =
      TerminationMessage.success(StageName.TRAIN, KEY, new ItemCounts(100, 100, 0));

  @Test
  void aNewStageStarts() {
    assertThat(evaluate(List.of(), false)).isEqualTo(start(1));
  }

  @Test
  void aCompleteArtefactIsReused() {
    assertThat(evaluator(List.of(), false, true).evaluate(StageName.TRAIN, KEY))
        .isEqualTo(new StageOutcome.Done(ANSWER, NormalReason.COMPLETED, null));
  }

  @Test
  void aStageThatTheStatusRecordsAsDoneIsNotRepeated() {
    StageStatus done = Entries.of(StageState.SUCCEEDED, "SidecarsRemoved", "see pods", 3);

    assertThat(evaluate(List.of(done), false))
        .isEqualTo(new StageOutcome.Done(null, ResultReason.SIDECARS_REMOVED, "see pods"));
  }

  @Test
  void anotherKeyIsAnotherStage() {
    StageStatus other =
        Entries.entry(
            new StageKey("1".repeat(64)),
            StageState.SUCCEEDED,
            "Completed",
            null,
            3,
            null,
            null,
            "x");

    assertThat(evaluate(List.of(other), false)).isEqualTo(start(1));
  }

  @Test
  void aFailureStaysUntilAnEdit() {
    StageStatus failed = Entries.of(StageState.FAILED, "Internal", "a defect", 3);

    assertThat(evaluate(List.of(failed), false))
        .isEqualTo(new StageOutcome.Failed(FailureReason.INTERNAL, "a defect"));
    assertThat(evaluate(List.of(failed), true)).isEqualTo(start(4));
  }

  @Test
  void aFailureOfTheSameGenerationIsNotHiddenByAnArtefact() {
    StageStatus failed = Entries.of(StageState.FAILED, "Internal", "a defect", 3);

    assertThat(evaluator(List.of(failed), false, true).evaluate(StageName.TRAIN, KEY).state())
        .isEqualTo(StageState.FAILED);
    assertThat(evaluator(List.of(failed), true, true).evaluate(StageName.TRAIN, KEY).state())
        .isEqualTo(StageState.SUCCEEDED);
  }

  @Test
  void aStageWhoseJobWasSeenAndIsLostStartsWithTheNextNumber() {
    assertThat(evaluate(List.of(Entries.of(StageState.RUNNING, "Running", null, 2)), false))
        .isEqualTo(start(3));
  }

  @Test
  void aStageWhoseJobWasNeverSeenStartsWithTheSameNumber() {
    assertThat(evaluate(List.of(Entries.withoutWorkload(StageState.RUNNING, "Running", 2)), false))
        .isEqualTo(start(2));
  }

  @Test
  void aStageBetweenTwoAttemptsKeepsItsDelayWhenItsJobIsGone() {
    StageStatus backsOff = Entries.failures(1, null);

    StageOutcome outcome = evaluate(List.of(backsOff), false);

    assertThat(outcome.reason()).isEqualTo(WaitReason.BACK_OFF);
    assertThat(outcome.message()).isEqualTo("busy");
    assertThat(((StageOutcome.Waiting) outcome).until()).isEqualTo(NOW.plusSeconds(10));
    assertThat(outcome.lastFailure().orElseThrow().exitCode()).isEqualTo(75);
  }

  @Test
  void aFailureThatTheStatusCountedIsNotCountedAgain() {
    StageEvaluator evaluator =
        evaluator(List.of(Entries.failures(1, null)), false, false, failedRun(2));

    StageOutcome outcome = evaluator.evaluate(StageName.TRAIN, KEY);

    assertThat(outcome.lastFailure().orElseThrow().failures()).isEqualTo(new FailureCounts(1, 0));
  }

  @Test
  void aFailureOfTheNextAttemptIsCounted() {
    StageEvaluator evaluator =
        evaluator(List.of(Entries.failures(1, null)), false, false, failedRun(3));

    StageOutcome outcome = evaluator.evaluate(StageName.TRAIN, KEY);

    assertThat(outcome.lastFailure().orElseThrow().failures()).isEqualTo(new FailureCounts(2, 0));
  }

  @Test
  void anEarlierAttemptThatStillRunsIsAwaited() {
    StageStatus known = Entries.of(StageState.RUNNING, "Running", null, 2);

    StageOutcome outcome =
        evaluator(List.of(known), false, false, activeRun(1)).evaluate(StageName.TRAIN, KEY);

    assertThat(outcome)
        .isEqualTo(
            StageOutcome.waiting(WaitReason.STOPPING, "The processes of attempt 1 are ending"));
  }

  @Test
  void theLatestOfSeveralAttemptsCounts() {
    StageOutcome outcome =
        evaluator(List.of(), false, false, failedRun(1), activeRun(2), failedRun(0))
            .evaluate(StageName.TRAIN, KEY);

    assertThat(outcome).isEqualTo(new StageOutcome.Running(activeRun(2)));
  }

  @Test
  void anEditResolvesWhichModelTheWorkspaceContains() {
    StageStatus done = Entries.of(StageState.SUCCEEDED, "Completed", null, 1);
    StageStatus mismatch = evaluation(StageState.FAILED, "ModelMismatch");

    assertThat(evaluate(List.of(done, mismatch), true)).isEqualTo(start(2));
    assertThat(evaluate(List.of(done, mismatch), false).state()).isEqualTo(StageState.SUCCEEDED);
    assertThat(evaluate(List.of(done, evaluation(StageState.FAILED, "Internal")), true).state())
        .isEqualTo(StageState.SUCCEEDED);
    assertThat(
            evaluate(List.of(done, evaluation(StageState.SUCCEEDED, "ModelMismatch")), true)
                .state())
        .isEqualTo(StageState.SUCCEEDED);
  }

  @Test
  void aResultThatContradictsTheArtefactsIsReplacedByTheNextAttempt() {
    assertThat(evaluator(List.of(), false, false, failedRun(4)).nextAttempt(StageName.TRAIN, KEY))
        .contains(start(5));
  }

  @Test
  void aResultOfAnArtefactOrOfARecordedAttemptIsNotReplaced() {
    StageStatus known = Entries.of(StageState.RUNNING, "Running", null, 4);

    assertThat(evaluator(List.of(), false, true, failedRun(4)).nextAttempt(StageName.TRAIN, KEY))
        .isEmpty();
    assertThat(
            evaluator(List.of(known), false, false, failedRun(4)).nextAttempt(StageName.TRAIN, KEY))
        .isEmpty();
    assertThat(evaluator(List.of(), false, false).nextAttempt(StageName.TRAIN, KEY)).isEmpty();
  }

  private static StageOutcome start(int attempt) {
    return new StageOutcome.Start(attempt, FailureCounts.NONE);
  }

  private static StageOutcome evaluate(List<StageStatus> entries, boolean edited) {
    return evaluator(entries, edited, false).evaluate(StageName.TRAIN, KEY);
  }

  private static StageEvaluator evaluator(
      List<StageStatus> entries, boolean edited, boolean complete, StageRun... runs) {
    return new StageEvaluator(
        AdaptationJobStatus.empty().withStages(new ArrayList<>(entries)),
        edited,
        new Observation(
            Map.of(),
            complete ? Map.of(KEY, ANSWER) : Map.of(),
            List.of(runs),
            ServingState.none()),
        new RunEvaluator(new RetryPolicy(6), null, 0.9, NOW));
  }

  private static StageRun activeRun(int attempt) {
    return run(attempt, new ProcessState.Running(null));
  }

  private static StageRun failedRun(int attempt) {
    return run(
        attempt,
        new ProcessState.Failed(
            FailureClass.INFRASTRUCTURE, FailureReason.INFRASTRUCTURE, "busy", 75, null, NOW));
  }

  private static StageRun run(int attempt, ProcessState process) {
    return new StageRun(StageName.TRAIN, KEY, attempt, "train-" + attempt, List.of(process));
  }

  private static StageStatus evaluation(StageState state, String reason) {
    return new StageStatus(
        StageName.EVALUATE,
        KEY.hex(),
        null,
        1,
        null,
        null,
        null,
        null,
        state,
        reason,
        null,
        null,
        null);
  }
}
