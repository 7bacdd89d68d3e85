package io.pentimento.decide;

import io.pentimento.stage.TerminationMessage;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** Where a stage stands for one key. */
sealed interface StageOutcome {

  /**
   * @param answer null if only the status remembers that the stage is done
   */
  record Done(TerminationMessage answer, String reason, String message) implements StageOutcome {}

  record Running(StageRun run) implements StageOutcome {

    /** What the processes wait for while none of them runs. */
    Optional<ProcessState.Pending> waitsFor() {
      return run.all(ProcessState.Running.class).findAny().isPresent()
          ? Optional.empty()
          : run.all(ProcessState.Pending.class)
              .min(Comparator.comparing(ProcessState.Pending::since));
    }
  }

  /**
   * @param until null if something must happen first
   */
  record Waiting(String reason, String message, Instant since, Instant until)
      implements StageOutcome {}

  record Start(int attempt) implements StageOutcome {}

  record Failed(String reason, String message) implements StageOutcome {}

  static Waiting waiting(String reason, String message) {
    return new Waiting(reason, message, null, null);
  }
}
