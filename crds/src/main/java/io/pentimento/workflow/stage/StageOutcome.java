// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.stage;

import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.reason.NormalReason;
import io.pentimento.reason.Reason;
import io.pentimento.workflow.observation.ProcessState;
import io.pentimento.workflow.observation.StageRun;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The state of a stage for one key. */
public sealed interface StageOutcome {
  Reason reason();

  /** Details for the user; null if there are none. */
  @Nullable String message();

  /** The state that the status shows. */
  StageState state();

  /** The attempt that runs now. */
  default Optional<StageRun> activeRun() {
    return Optional.empty();
  }

  /** The failure of the last attempt, if it is known. */
  default Optional<AttemptFailure> lastFailure() {
    return Optional.empty();
  }

  /**
   * @param answer null if only the status records that the stage is done
   */
  record Done(@Nullable TerminationMessage answer, Reason reason, @Nullable String message)
      implements StageOutcome {
    /** With the warning of the answer, if it has one. */
    static Done of(TerminationMessage answer) {
      Reason reason = answer.reason() == null ? NormalReason.COMPLETED : Reason.of(answer.reason());
      return new Done(answer, reason, answer.message());
    }

    @Override
    public StageState state() {
      return StageState.SUCCEEDED;
    }
  }

  record Running(StageRun run) implements StageOutcome {

    /** What the processes wait for while none of them runs. */
    public Optional<ProcessState.Pending> waitsFor() {
      return run.all(ProcessState.Running.class).findAny().isPresent()
          ? Optional.empty()
          : run.all(ProcessState.Pending.class)
              .min(Comparator.comparing(ProcessState.Pending::since));
    }

    @Override
    public StageState state() {
      return waitsFor().isPresent() ? StageState.WAITING : StageState.RUNNING;
    }

    @Override
    public Optional<StageRun> activeRun() {
      return Optional.of(run);
    }

    @Override
    public Reason reason() {
      return waitsFor().map(ProcessState.Pending::reason).orElse(NormalReason.RUNNING);
    }

    @Override
    public @Nullable String message() {
      return waitsFor().map(ProcessState.Pending::message).orElse(null);
    }
  }

  /**
   * @param until null if something must happen first
   * @param failure the failure of the last attempt; null if there is none
   */
  record Waiting(
      Reason reason,
      @Nullable String message,
      @Nullable Instant until,
      @Nullable AttemptFailure failure)
      implements StageOutcome {
    @Override
    public StageState state() {
      return StageState.WAITING;
    }

    @Override
    public Optional<AttemptFailure> lastFailure() {
      return Optional.ofNullable(failure);
    }
  }

  /**
   * @param failures counted so far
   */
  record Start(int attempt, FailureCounts failures) implements StageOutcome {
    @Override
    public StageState state() {
      return StageState.RUNNING;
    }

    @Override
    public Reason reason() {
      return NormalReason.RUNNING;
    }

    @Override
    public @Nullable String message() {
      return null;
    }
  }

  /**
   * @param failure null if no process failed, or only the status records it
   */
  record Failed(Reason reason, @Nullable String message, @Nullable AttemptFailure failure)
      implements StageOutcome {
    public Failed(Reason reason, @Nullable String message) {
      this(reason, message, null);
    }

    @Override
    public StageState state() {
      return StageState.FAILED;
    }

    @Override
    public Optional<AttemptFailure> lastFailure() {
      return Optional.ofNullable(failure);
    }
  }

  static Waiting waiting(Reason reason, @Nullable String message) {
    return new Waiting(reason, message, null, null);
  }
}
