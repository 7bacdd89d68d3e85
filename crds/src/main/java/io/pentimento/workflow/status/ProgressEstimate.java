// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.status;

import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.Progress;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageProgress;
import io.pentimento.workflow.observation.ItemTally;
import io.pentimento.workflow.observation.ProcessState;
import io.pentimento.workflow.observation.StageRun;
import io.pentimento.workflow.stage.StageResult;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Estimates the progress of a job; each stage has a fixed share of the total time. */
public final class ProgressEstimate {
  private ProgressEstimate() {}

  public static Progress of(List<StageResult> results, @Nullable Progress before, Instant now) {
    double finished = 0;
    Double current = null;
    Long left = null;
    for (StageResult result : results) {
      if (result.isDone()) {
        finished += share(result.stage());
      } else if (current == null && result.outcome().activeRun().isPresent()) {
        StageRun run = result.outcome().activeRun().get();
        current = fraction(run) * share(result.stage());
        left = secondsLeft(run).orElse(null);
        left =
            left == null ? null : scaled(left, share(result.stage()) - current, finished + current);
      }
    }
    double total = finished + (current == null ? 0 : current);
    boolean complete = results.stream().allMatch(StageResult::isDone);
    int percentage = complete ? 100 : (int) Math.min(99, total);
    return withDeadline(percentage, complete ? Long.valueOf(0) : left, before, now);
  }

  /** Keeps the time of unchanged numbers, so that an unchanged status stays equal. */
  private static Progress withDeadline(
      int percentage, @Nullable Long left, @Nullable Progress before, Instant now) {
    if (before != null
        && Objects.equals(before.percentage(), percentage)
        && Objects.equals(before.estimatedRemainingSeconds(), left)) {
      return before;
    }
    return new Progress(percentage, left, now.toString());
  }

  private static int share(StageName stage) {
    return switch (stage) {
      case PREPARE -> 5;
      case GENERATE -> 45;
      case TRAIN -> 40;
      case EVALUATE -> 8;
      case PUBLISH -> 0;
      case SERVE -> 2;
    };
  }

  /** Extrapolates the remaining time of this stage to all remaining stages. */
  private static @Nullable Long scaled(long seconds, double restOfStage, double finished) {
    return restOfStage <= 0.01 ? null : Math.round(seconds * (100 - finished) / restOfStage);
  }

  private static double fraction(StageRun run) {
    ItemCounts items = ItemTally.of(run);
    return items.total() == 0 ? 0 : (double) (items.done() + items.failed()) / items.total();
  }

  private static Optional<Long> secondsLeft(StageRun run) {
    return run.all(ProcessState.Running.class)
        .map(ProcessState.Running::progress)
        .filter(Objects::nonNull)
        .map(StageProgress::secondsLeft)
        .filter(Objects::nonNull)
        .max(Long::compareTo);
  }
}
