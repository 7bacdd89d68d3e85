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
 * status remembers, then the pods.
 *
 * @param edited whether the status speaks of an earlier spec
 */
record StageJudge(
    AdaptationJobStatus status, boolean edited, Observation observation, RunJudge runs) {

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
      return new StageOutcome.Done(null, known.get().reason(), known.get().message());
    }
    if (isIn(known, StageState.FAILED)) {
      return new StageOutcome.Start(1);
    }
    return observation.run(stage, key).map(runs::judge).orElseGet(() -> withoutRun(known));
  }

  /** What the status says about this very key. */
  Optional<StageStatus> remembered(StageName stage, StageKey key) {
    return status.stage(stage).filter(known -> key.hex().equals(known.key()));
  }

  private static boolean isIn(Optional<StageStatus> known, StageState state) {
    return known.filter(entry -> entry.state() == state).isPresent();
  }

  /** Nothing runs: never started, lost in a crash, or between two attempts. */
  private StageOutcome withoutRun(Optional<StageStatus> known) {
    int attempt = known.map(StageStatus::attempt).orElse(0);
    boolean backingOff = known.filter(s -> RetryPolicy.BACK_OFF.equals(s.reason())).isPresent();
    return backingOff
        ? runs.retries()
            .afterFailure(
                attempt, Instant.parse(known.get().finishedAt()), known.get().message(), runs.now())
        : new StageOutcome.Start(Math.max(1, attempt));
  }
}
