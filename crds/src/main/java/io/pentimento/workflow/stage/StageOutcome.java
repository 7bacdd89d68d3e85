package io.pentimento.workflow.stage;

import io.pentimento.contract.TerminationMessage;
import io.pentimento.workflow.observation.ProcessState;
import io.pentimento.workflow.observation.StageRun;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** Where a stage stands for one key. */
public sealed interface StageOutcome {

  /**
   * @param answer null if only the status remembers that the stage is done
   */
  record Done(TerminationMessage answer, String reason, String message) implements StageOutcome {}

  record Running(StageRun run) implements StageOutcome {

    /** What the processes wait for while none of them runs. */
    public Optional<ProcessState.Pending> waitsFor() {
      return run.all(ProcessState.Running.class).findAny().isPresent()
          ? Optional.empty()
          : run.all(ProcessState.Pending.class)
              .min(Comparator.comparing(ProcessState.Pending::since));
    }
  }

  /**
   * @param until null if something must happen first
   * @param setback the failure after which it waits; null if there is none
   */
  record Waiting(String reason, String message, Instant until, AttemptFailure setback)
      implements StageOutcome {}

  /**
   * @param failures charged so far
   */
  record Start(int attempt, FailureCounts failures) implements StageOutcome {}

  /**
   * @param setback null if no process failed, or only the status remembers it
   */
  record Failed(String reason, String message, AttemptFailure setback) implements StageOutcome {
    public Failed(String reason, String message) {
      this(reason, message, null);
    }
  }

  static Waiting waiting(String reason, String message) {
    return new Waiting(reason, message, null, null);
  }

  /** The failure that this outcome tells of. */
  default Optional<AttemptFailure> failedWith() {
    if (this instanceof Waiting waiting) {
      return Optional.ofNullable(waiting.setback());
    }
    return this instanceof Failed failed ? Optional.ofNullable(failed.setback()) : Optional.empty();
  }
}
