// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.StageProgress;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.reason.FailureReason;
import io.pentimento.reason.NormalReason;
import io.pentimento.reason.ResultReason;
import io.pentimento.reason.WaitReason;
import io.pentimento.workflow.observation.ProcessState;
import io.pentimento.workflow.observation.StageRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From the processes of an attempt to the outcome of its stage. */
class RunEvaluatorTest {
  private static final Instant NOW = Instant.parse("2026-11-24T01:00:00Z");
  private static final FailureCounts NONE = FailureCounts.NONE;
  private static final ProcessState RUNNING = new ProcessState.Running(null);

  @Test
  void aRunWithAnActiveProcessIsRunning() {
    StageRun run = run(succeeded(3), RUNNING);

    StageOutcome outcome = evaluate(run);

    assertThat(outcome).isEqualTo(new StageOutcome.Running(run));
    assertThat(outcome.state()).isEqualTo(StageState.RUNNING);
    assertThat(outcome.reason()).isEqualTo(NormalReason.RUNNING);
    assertThat(outcome.message()).isNull();
    assertThat(outcome.activeRun()).contains(run);
  }

  @Test
  void aRunWithoutRunningProcessWaitsForItsOldestPod() {
    StageOutcome outcome =
        evaluate(
            run(
                pending(20, WaitReason.POD_STARTING, "the image is pulled"),
                pending(30, WaitReason.UNSCHEDULABLE, "no node has a GPU")));

    assertThat(outcome.state()).isEqualTo(StageState.WAITING);
    assertThat(outcome.reason()).isEqualTo(WaitReason.UNSCHEDULABLE);
    assertThat(outcome.message()).isEqualTo("no node has a GPU");
  }

  @Test
  void podsThatWaitBesideARunningOneAreNotReported() {
    StageOutcome outcome = evaluate(run(pending(30, WaitReason.UNSCHEDULABLE, "no node"), RUNNING));

    assertThat(outcome.state()).isEqualTo(StageState.RUNNING);
  }

  @Test
  void aRunWhoseProcessesSucceededIsDoneWithTheSumOfTheirCounts() {
    StageOutcome outcome = evaluate(run(succeeded(3), succeeded(4)));

    assertThat(outcome.reason()).isEqualTo(NormalReason.COMPLETED);
    assertThat(((StageOutcome.Done) outcome).answer().items()).isEqualTo(new ItemCounts(7, 20, 0));
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureClass.class,
      names = {"USER_ERROR", "DATA"})
  void aFailureThatARetryCannotSolveFailsTheStageAtOnce(FailureClass failure) {
    StageOutcome outcome = evaluate(run(failed(failure, 1), RUNNING));

    assertThat(outcome.state()).isEqualTo(StageState.FAILED);
    assertThat(outcome.reason()).isEqualTo(failure.reason());
    assertThat(outcome.message()).isEqualTo("failed after 1 s");
    assertThat(outcome.lastFailure().orElseThrow().failures().counted()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureClass.class,
      names = {"INTERNAL", "RESOURCES", "INFRASTRUCTURE"})
  void anotherFailureIsRetriedOnceTheOtherProcessesEnded(FailureClass failure) {
    assertThat(evaluate(run(failed(failure, 1), RUNNING))).isInstanceOf(StageOutcome.Running.class);
    assertThat(evaluate(run(failed(failure, 1), succeeded(3))).reason())
        .isEqualTo(WaitReason.BACK_OFF);
  }

  @Test
  void theLatestCountedFailureDecidesTheDelayAndTheMessage() {
    StageOutcome outcome =
        evaluate(
            run(
                failed(FailureClass.INFRASTRUCTURE, 1),
                failed(FailureClass.INFRASTRUCTURE, 3),
                failed(FailureClass.INTERRUPTED, 5)));

    assertThat(outcome.message()).isEqualTo("failed after 3 s");
    assertThat(((StageOutcome.Waiting) outcome).until()).isEqualTo(NOW.plusSeconds(13));
  }

  @Test
  void anInterruptionStartsTheNextAttemptAtOnceAndDoesNotCount() {
    FailureCounts before = new FailureCounts(2, 1);

    assertThat(evaluator(null).evaluate(run(failed(FailureClass.INTERRUPTED, 1)), before))
        .isEqualTo(new StageOutcome.Start(2, before));
  }

  @Test
  void aProcessWithoutExitCodeLeavesNoneInTheStatus() {
    ProcessState lost =
        new ProcessState.Failed(
            FailureClass.INFRASTRUCTURE, FailureReason.JOB_FAILED, "gone", -1, null, NOW);

    assertThat(evaluate(run(lost)).lastFailure().orElseThrow().exitCode()).isNull();
    assertThat(
            evaluate(run(failed(FailureClass.INTERNAL, 1))).lastFailure().orElseThrow().exitCode())
        .isEqualTo(70);
  }

  @Test
  void failedShardsAreIgnoredIfEnoughImagesAreFinished() {
    StageOutcome outcome =
        exhausted().evaluate(run(succeeded(10), failed(FailureClass.INTERNAL, 1, 8)), NONE);

    assertThat(outcome.reason()).isEqualTo(ResultReason.QUORUM_REACHED);
    assertThat(outcome.message()).isEqualTo("18 of 20 images have a pseudo target, 0 failed");
  }

  @Test
  void enoughImagesAreAResultEvenIfEveryShardFailed() {
    StageOutcome outcome =
        exhausted()
            .evaluate(
                run(failed(FailureClass.INTERNAL, 1, 9), failed(FailureClass.INTERNAL, 2, 9)),
                NONE);

    assertThat(outcome.reason()).isEqualTo(ResultReason.QUORUM_REACHED);
    assertThat(((StageOutcome.Done) outcome).answer())
        .isEqualTo(
            TerminationMessage.success(StageName.GENERATE, Entries.KEY, new ItemCounts(18, 20, 0)));
  }

  @Test
  void failedShardsFailTheStageIfTooFewImagesAreFinished() {
    assertThat(
            exhausted()
                .evaluate(run(succeeded(10), failed(FailureClass.INTERNAL, 1, 7)), NONE)
                .reason())
        .isEqualTo(FailureReason.BACKOFF_LIMIT_EXCEEDED);
  }

  @Test
  void theQuorumNeedsTheCountsOfAllShards() {
    assertThat(
            exhausted()
                .evaluate(run(succeeded(10), failed(FailureClass.INTERNAL, 1)), NONE)
                .state())
        .isEqualTo(StageState.FAILED);
  }

  @Test
  void aSingleProcessHasNoQuorum() {
    assertThat(exhausted().evaluate(run(failed(FailureClass.INTERNAL, 1, 10)), NONE).state())
        .isEqualTo(StageState.FAILED);
  }

  @Test
  void podsThatDoNotStartInTimeFailTheStage() {
    StageRun run = run(pending(59, WaitReason.QUEUED, "not admitted"), RUNNING);
    RunEvaluator strict = evaluator(Duration.ofSeconds(60));

    assertThat(strict.evaluate(run, NONE).state()).isEqualTo(StageState.RUNNING);
    assertThat(strict.nextEvaluation(run)).contains(NOW.plusSeconds(1));

    StageRun late =
        run(pending(60, WaitReason.QUEUED, "not admitted"), pending(5, WaitReason.QUEUED, "new"));
    StageOutcome outcome = strict.evaluate(late, NONE);
    assertThat(outcome.reason()).isEqualTo(FailureReason.PRE_RUNNING_DEADLINE_EXCEEDED);
    assertThat(outcome.message()).contains("preRunningDeadlineSeconds").endsWith("not admitted");
  }

  @Test
  void withoutDeadlinePodsMayWaitForever() {
    StageRun run = run(pending(1_000_000, WaitReason.QUEUED, "not admitted"));

    assertThat(evaluate(run).state()).isEqualTo(StageState.WAITING);
    assertThat(evaluator(null).nextEvaluation(run)).isEmpty();
  }

  @Test
  void otherContainersMayEndWithinThirtySeconds() {
    StageRun recent = lingering(29, succeeded(3));
    StageRun old = lingering(30, succeeded(3));

    assertThat(evaluate(recent)).isEqualTo(new StageOutcome.Running(recent));
    assertThat(evaluator(null).nextEvaluation(recent)).contains(NOW.plusSeconds(1));
    assertThat(evaluate(old).reason()).isEqualTo(ResultReason.SIDECARS_REMOVED);
    assertThat(evaluate(old).message()).contains("istio-proxy", "native sidecars");
  }

  private static StageOutcome evaluate(StageRun run) {
    return evaluator(null).evaluate(run, NONE);
  }

  private static RunEvaluator evaluator(Duration preRunningDeadline) {
    return new RunEvaluator(new RetryPolicy(6), preRunningDeadline, 0.9, NOW);
  }

  /** Without retries. */
  private static RunEvaluator exhausted() {
    return new RunEvaluator(new RetryPolicy(0), null, 0.9, NOW);
  }

  private static StageRun run(ProcessState... processes) {
    return new StageRun(StageName.GENERATE, Entries.KEY, 1, "generate-1", List.of(processes));
  }

  private static StageRun lingering(int seconds, ProcessState process) {
    return new StageRun(
        StageName.GENERATE,
        Entries.KEY,
        1,
        "generate-1",
        List.of(process),
        new StageRun.Leftovers("istio-proxy", NOW.minusSeconds(seconds)));
  }

  private static ProcessState pending(int secondsAgo, WaitReason reason, String message) {
    return new ProcessState.Pending(NOW.minusSeconds(secondsAgo), reason, message);
  }

  private static ProcessState succeeded(int done) {
    return new ProcessState.Succeeded(
        TerminationMessage.success(StageName.GENERATE, Entries.KEY, new ItemCounts(done, 10, 0)));
  }

  private static ProcessState failed(FailureClass failure, int seconds) {
    return failed(failure, seconds, null);
  }

  private static ProcessState failed(FailureClass failure, int seconds, Integer done) {
    return new ProcessState.Failed(
        failure,
        failure.reason(),
        "failed after %d s".formatted(seconds),
        failure.exitCode(),
        done == null ? null : new ItemCounts(done, 10, 0),
        NOW.plusSeconds(seconds));
  }

  static StageProgress progress(long done, long failed) {
    return new StageProgress(
        StageName.GENERATE, Entries.KEY, 0, done, 10, failed, null, null, null, NOW.toString());
  }
}
