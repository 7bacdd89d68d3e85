// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.stage;

import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.reason.Reason;
import io.pentimento.reason.ResultReason;
import io.pentimento.reason.WaitReason;
import io.pentimento.workflow.observation.Observation;
import io.pentimento.workflow.observation.StageRun;
import java.time.Instant;
import java.util.Optional;

/**
 * Determines the outcome of a stage: first from a failure that no edit has reset, then from
 * artefacts, then from the status, then from the pods. An attempt that was recorded and has
 * disappeared is not repeated: the next one has the next number.
 *
 * @param edited whether the status describes an earlier spec
 */
public record StageEvaluator(
    AdaptationJobStatus status, boolean edited, Observation observation, RunEvaluator runs) {
  public StageOutcome evaluate(StageName stage, StageKey key) {
    Optional<StageStatus> known = recorded(stage, key);
    if (isIn(known, StageState.FAILED) && !edited) {
      return new StageOutcome.Failed(reason(known.get()), known.get().message());
    }
    TerminationMessage answer = observation.complete().get(key);
    if (answer != null) {
      return StageOutcome.Done.of(answer);
    }
    if (isIn(known, StageState.SUCCEEDED)) {
      return isDisputed(stage)
          ? new StageOutcome.Start(attempt(known) + 1, FailureCounts.NONE)
          : new StageOutcome.Done(null, reason(known.get()), known.get().message());
    }
    if (isIn(known, StageState.FAILED)) {
      return new StageOutcome.Start(attempt(known) + 1, FailureCounts.NONE);
    }
    return observation
        .run(stage, key)
        .map(run -> withRun(run, known))
        .orElseGet(() -> withoutRun(known));
  }

  /**
   * Whether an edit has to resolve which model the workspace contains. The next attempt at train
   * finds the artefact and reports its digest, also if the status records another.
   */
  private boolean isDisputed(StageName stage) {
    return edited
        && stage == StageName.TRAIN
        && status
            .stage(StageName.EVALUATE)
            .filter(entry -> entry.state() == StageState.FAILED)
            .filter(entry -> ResultReason.MODEL_MISMATCH.is(entry.reason()))
            .isPresent();
  }

  /**
   * The attempt that replaces one whose result contradicts the artefacts; empty if the result comes
   * from an artefact or the status already records the attempt.
   */
  public Optional<StageOutcome> nextAttempt(StageName stage, StageKey key) {
    return observation
        .run(stage, key)
        .filter(run -> recorded(stage, key).isEmpty())
        .filter(run -> !observation.complete().containsKey(key))
        .map(run -> new StageOutcome.Start(run.attempt() + 1, FailureCounts.NONE));
  }

  /** The status entry for this key. */
  public Optional<StageStatus> recorded(StageName stage, StageKey key) {
    return status.stage(stage).filter(known -> key.hex().equals(known.cacheKey()));
  }

  private static boolean isIn(Optional<StageStatus> known, StageState state) {
    return known.filter(entry -> entry.state() == state).isPresent();
  }

  private static int attempt(Optional<StageStatus> known) {
    return known.map(StageStatus::attempt).orElse(0);
  }

  private static boolean isBackingOff(Optional<StageStatus> known) {
    return known.filter(entry -> RetryPolicy.BACK_OFF.is(entry.reason())).isPresent();
  }

  private StageOutcome withRun(StageRun run, Optional<StageStatus> known) {
    if (run.attempt() < attempt(known)) {
      return run.isActive()
          ? StageOutcome.waiting(
              WaitReason.STOPPING,
              "The processes of attempt %d are ending".formatted(run.attempt()))
          : withoutRun(known); // that attempt is accounted for
    }
    boolean isCharged = isBackingOff(known) && run.attempt() == attempt(known);
    return isCharged && !run.isActive()
        ? withoutRun(known)
        : runs.evaluate(run, FailureCounts.of(known));
  }

  /**
   * No process runs: the stage was never started, or its Job was lost, or it is between two
   * attempts.
   */
  private StageOutcome withoutRun(Optional<StageStatus> known) {
    int attempt = attempt(known);
    if (isBackingOff(known)) {
      return runs.retries().afterFailure(attempt, failure(known.get()), runs.now());
    }
    boolean wasSeen = known.map(StageStatus::workloadName).isPresent();
    return new StageOutcome.Start(
        Math.max(1, wasSeen ? attempt + 1 : attempt), FailureCounts.of(known));
  }

  private static AttemptFailure failure(StageStatus entry) {
    return new AttemptFailure(
        FailureCounts.of(Optional.of(entry)),
        null,
        reason(entry),
        entry.message(),
        entry.exitCode(),
        Instant.parse(entry.completionTime()));
  }

  private static Reason reason(StageStatus entry) {
    return Reason.of(entry.reason());
  }
}
