package io.pentimento.decide;

import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.StageName;
import io.pentimento.api.v1alpha1.StageState;
import io.pentimento.api.v1alpha1.StageStatus;
import io.pentimento.stage.StageKey;
import io.pentimento.stage.TerminationMessage;
import java.time.Instant;
import java.util.Optional;

/**
 * Says where a stage stands: a failure that no edit has lifted, then artefacts, then what the
 * status remembers, then the pods. An attempt that was seen and is gone is never made again: the
 * next one has the next number.
 *
 * @param edited whether the status speaks of an earlier spec
 */
record StageJudge(
    AdaptationJobStatus status, boolean edited, Observation observation, RunJudge runs) {
  /** Reason of an evaluate that measured another model than train reported. */
  static final String MODEL_MISMATCH = "ModelMismatch";

  StageOutcome judge(StageName stage, StageKey key) {
    Optional<StageStatus> known = remembered(stage, key);
    if (isIn(known, StageState.FAILED) && !edited) {
      return new StageOutcome.Failed(known.get().reason(), known.get().message());
    }
    TerminationMessage answer = observation.complete().get(key);
    if (answer != null) {
      return new StageOutcome.Done(answer, "Completed", null);
    }
    if (isIn(known, StageState.SUCCEEDED)) {
      return isDisputed(stage)
          ? new StageOutcome.Start(attempt(known) + 1, Failures.NONE)
          : new StageOutcome.Done(null, known.get().reason(), known.get().message());
    }
    if (isIn(known, StageState.FAILED)) {
      return new StageOutcome.Start(attempt(known) + 1, Failures.NONE);
    }
    return observation
        .run(stage, key)
        .map(run -> withRun(run, known))
        .orElseGet(() -> withoutRun(known));
  }

  /**
   * Whether an edit is to settle which model the workspace holds. The next attempt at train finds
   * the artefact and reports its digest, whatever the status remembers.
   */
  private boolean isDisputed(StageName stage) {
    return edited
        && stage == StageName.TRAIN
        && status
            .stage(StageName.EVALUATE)
            .filter(entry -> entry.state() == StageState.FAILED)
            .filter(entry -> MODEL_MISMATCH.equals(entry.reason()))
            .isPresent();
  }

  /**
   * The attempt that replaces one whose answer contradicts the artefacts; empty if the answer is an
   * artefact's own, or the status knows of the attempt already.
   */
  Optional<StageOutcome> again(StageName stage, StageKey key) {
    return observation
        .run(stage, key)
        .filter(run -> remembered(stage, key).isEmpty())
        .filter(run -> !observation.complete().containsKey(key))
        .map(run -> new StageOutcome.Start(run.attempt() + 1, Failures.NONE));
  }

  /** What the status says about this very key. */
  Optional<StageStatus> remembered(StageName stage, StageKey key) {
    return status.stage(stage).filter(known -> key.hex().equals(known.key()));
  }

  private static boolean isIn(Optional<StageStatus> known, StageState state) {
    return known.filter(entry -> entry.state() == state).isPresent();
  }

  private static int attempt(Optional<StageStatus> known) {
    return known.map(StageStatus::attempt).orElse(0);
  }

  private static boolean isBackingOff(Optional<StageStatus> known) {
    return known.filter(entry -> RetryPolicy.BACK_OFF.equals(entry.reason())).isPresent();
  }

  private StageOutcome withRun(StageRun run, Optional<StageStatus> known) {
    if (run.attempt() < attempt(known)) {
      return run.isActive()
          ? StageOutcome.waiting(
              "Stopping", "The processes of attempt %d end".formatted(run.attempt()))
          : withoutRun(known); // that attempt is accounted for
    }
    boolean isCharged = isBackingOff(known) && run.attempt() == attempt(known);
    return isCharged && !run.isActive() ? withoutRun(known) : runs.judge(run, Failures.of(known));
  }

  /** Nothing runs: never started, lost, or between two attempts. */
  private StageOutcome withoutRun(Optional<StageStatus> known) {
    int attempt = attempt(known);
    if (isBackingOff(known)) {
      return runs.retries().afterFailure(attempt, setback(known.get()), runs.now());
    }
    boolean wasSeen = known.map(StageStatus::job).isPresent();
    return new StageOutcome.Start(Math.max(1, wasSeen ? attempt + 1 : attempt), Failures.of(known));
  }

  private static Setback setback(StageStatus entry) {
    return new Setback(
        Failures.of(Optional.of(entry)),
        null,
        entry.reason(),
        entry.message(),
        entry.exitCode(),
        Instant.parse(entry.finishedAt()));
  }
}
