// SPDX-License-Identifier: Apache-2.0
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
import org.jspecify.annotations.Nullable;

/**
 * Writes a stage's entry in the status.
 *
 * @param known the entry for the same key, if there is one
 */
public record StageStatusWriter(StageResult result, Optional<StageStatus> known, Instant now) {
  private static final int LONGEST_MESSAGE = 512;

  public StageStatus write() {
    return new StageStatus(
        result.stage(),
        result.key() == null ? null : result.key().hex(),
        job(),
        attempt(),
        positive(failures().counted()),
        positive(failures().resourceFailures()),
        exitCode(),
        items(),
        state(),
        result.outcome().reason().word(),
        message(),
        startedAt(),
        finishedAt());
  }

  private StageState state() {
    return result.outcome().state();
  }

  /** Null when an attempt starts, so that an attempt that never ran differs from a lost one. */
  private @Nullable String job() {
    return result.outcome() instanceof StageOutcome.Start
        ? null
        : run().map(StageRun::name).or(() -> known.map(StageStatus::workloadName)).orElse(null);
  }

  private FailureCounts failures() {
    return result.outcome() instanceof StageOutcome.Start start
        ? start.failures()
        : result
            .outcome()
            .lastFailure()
            .map(AttemptFailure::failures)
            .orElseGet(() -> FailureCounts.of(known));
  }

  /** Of the last failure, until an attempt succeeds. */
  private @Nullable Integer exitCode() {
    return result.isDone()
        ? null
        : result
            .outcome()
            .lastFailure()
            .map(AttemptFailure::exitCode)
            .or(() -> known.map(StageStatus::exitCode))
            .orElse(null);
  }

  private static @Nullable Integer positive(int count) {
    return count == 0 ? null : Integer.valueOf(count);
  }

  private Integer attempt() {
    if (result.outcome() instanceof StageOutcome.Start start) {
      return start.attempt();
    }
    return run().map(StageRun::attempt).or(() -> known.map(StageStatus::attempt)).orElse(0);
  }

  private @Nullable ItemCounts items() {
    return run().map(ItemTally::of).orElse(result.items());
  }

  private @Nullable String startedAt() {
    boolean rollsOut = result.key() != null && result.outcome() instanceof StageOutcome.Waiting;
    boolean begins =
        result.outcome() instanceof StageOutcome.Start || run().isPresent() || rollsOut;
    return known.map(StageStatus::startTime).orElseGet(() -> begins ? now.toString() : null);
  }

  private @Nullable String finishedAt() {
    if (result.outcome() instanceof StageOutcome.Waiting waiting && waiting.failure() != null) {
      return waiting.failure().at().toString();
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
    return result.outcome().activeRun();
  }

  private @Nullable String message() {
    String message = result.outcome().message();
    return message == null ? null : StatusText.shorten(message, LONGEST_MESSAGE);
  }
}
