package io.pentimento.workflow.status;

import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.workflow.observation.ItemTally;
import io.pentimento.workflow.observation.StageRun;
import io.pentimento.workflow.stage.AttemptFailure;
import io.pentimento.workflow.stage.FailureCounts;
import io.pentimento.workflow.stage.StageOutcome;
import io.pentimento.workflow.stage.StageResult;
import java.time.Instant;
import java.util.Optional;

/**
 * Writes a stage's entry in the status.
 *
 * @param known the entry for the same key, if there is one
 */
public record StageStatusWriter(StageResult link, Optional<StageStatus> known, Instant now) {
  private static final int LONGEST_MESSAGE = 512;

  public StageStatus write() {
    return new StageStatus(
        link.stage(),
        link.key() == null ? null : link.key().hex(),
        job(),
        attempt(),
        positive(failures().counted()),
        positive(failures().resourceFailures()),
        exitCode(),
        items(),
        state(),
        JobConditions.reason(link.outcome()),
        message(),
        startedAt(),
        finishedAt());
  }

  private StageState state() {
    if (link.isDone()) {
      return StageState.SUCCEEDED;
    }
    if (link.isFailed()) {
      return StageState.FAILED;
    }
    boolean waits =
        link.outcome() instanceof StageOutcome.Waiting
            || (link.outcome() instanceof StageOutcome.Running running
                && running.waitsFor().isPresent());
    return waits ? StageState.WAITING : StageState.RUNNING;
  }

  /** An attempt that starts has none yet: so one that never was is told from one that is lost. */
  private String job() {
    return link.outcome() instanceof StageOutcome.Start
        ? null
        : run().map(StageRun::name).or(() -> known.map(StageStatus::workloadName)).orElse(null);
  }

  private FailureCounts failures() {
    return link.outcome() instanceof StageOutcome.Start start
        ? start.failures()
        : link.outcome()
            .failedWith()
            .map(AttemptFailure::failures)
            .orElseGet(() -> FailureCounts.of(known));
  }

  /** Of the last failure, as long as no attempt went well. */
  private Integer exitCode() {
    return link.isDone()
        ? null
        : link.outcome()
            .failedWith()
            .map(AttemptFailure::exitCode)
            .or(() -> known.map(StageStatus::exitCode))
            .orElse(null);
  }

  private static Integer positive(int count) {
    return count == 0 ? null : Integer.valueOf(count);
  }

  private Integer attempt() {
    if (link.outcome() instanceof StageOutcome.Start start) {
      return start.attempt();
    }
    return run().map(StageRun::attempt).or(() -> known.map(StageStatus::attempt)).orElse(0);
  }

  private ItemCounts items() {
    return run().map(ItemTally::of).orElse(link.items());
  }

  private String startedAt() {
    boolean rollsOut = link.key() != null && link.outcome() instanceof StageOutcome.Waiting;
    boolean begins = link.outcome() instanceof StageOutcome.Start || run().isPresent() || rollsOut;
    return known.map(StageStatus::startTime).orElseGet(() -> begins ? now.toString() : null);
  }

  private String finishedAt() {
    if (link.outcome() instanceof StageOutcome.Waiting waiting && waiting.setback() != null) {
      return waiting.setback().at().toString();
    }
    if (!state().isTerminal()) {
      return null;
    }
    return known
        .filter(entry -> entry.state() == state())
        .map(StageStatus::completionTime)
        .orElseGet(now::toString);
  }

  private Optional<StageRun> run() {
    return link.outcome() instanceof StageOutcome.Running running
        ? Optional.of(running.run())
        : Optional.empty();
  }

  private String message() {
    String message = JobConditions.message(link.outcome());
    return message == null ? null : StatusText.shorten(message, LONGEST_MESSAGE);
  }
}
