// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.budget;

import io.pentimento.api.v1alpha1.budget.BudgetAction;
import io.pentimento.api.v1alpha1.budget.BudgetSpec;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.UsageStatus;
import io.pentimento.reason.WaitReason;
import io.pentimento.workflow.observation.GpuUse;
import io.pentimento.workflow.stage.StageOutcome;
import io.pentimento.workflow.stage.StageResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds the stages that use GPUs when the budget is used. The others are cheap and go on, so that
 * what is measured is also published and served.
 *
 * @param limit null if there is none
 * @param used null if no GPU was used
 */
public record Budget(@Nullable BudgetSpec limit, @Nullable UsageStatus used) {
  private static final Set<StageName> COUNTED =
      Set.of(StageName.GENERATE, StageName.TRAIN, StageName.EVALUATE);
  private static final double MILLISECONDS = 1000.0;

  public boolean isExceeded() {
    return limit != null && seconds() >= limit.gpuSeconds();
  }

  /** The stages with those stopped that must not run. */
  public List<StageResult> applyTo(List<StageResult> links) {
    return isExceeded() ? links.stream().map(this::stopped).toList() : links;
  }

  /** Whether a stage waits for a higher budget. */
  public static boolean holds(List<StageResult> links) {
    return links.stream()
        .map(StageResult::outcome)
        .anyMatch(
            outcome ->
                outcome instanceof StageOutcome.Waiting
                    && outcome.reason() == WaitReason.BUDGET_EXCEEDED);
  }

  /** What was used, what the limit is, and what to do. */
  public String message() {
    return String.format(
        Locale.ROOT,
        "The stages used %.0f of %d GPU seconds; raise spec.budget.gpuSeconds to continue",
        seconds(),
        limit == null ? 0 : limit.gpuSeconds());
  }

  /** When running pods will have used the budget, if they go on. */
  public Optional<Instant> endsAt(List<GpuUse> uses, Instant now) {
    double gpus = uses.stream().filter(GpuUse::isRunning).mapToDouble(GpuUse::gpus).sum();
    if (limit == null || gpus <= 0 || isExceeded()) {
      return Optional.empty();
    }
    double seconds = (limit.gpuSeconds() - seconds()) / gpus;
    return Optional.of(now.plus(Duration.ofMillis((long) Math.ceil(seconds * MILLISECONDS))));
  }

  private double seconds() {
    return used == null ? 0 : used.gpuSeconds();
  }

  private StageResult stopped(StageResult link) {
    boolean works =
        link.outcome() instanceof StageOutcome.Start
            || link.outcome() instanceof StageOutcome.Running;
    if (!works || !COUNTED.contains(link.stage()) || limit == null) {
      return link;
    }
    return link.with(
        limit.onExceeded() == BudgetAction.FAIL
            ? new StageOutcome.Failed(WaitReason.BUDGET_EXCEEDED, message())
            : StageOutcome.waiting(WaitReason.BUDGET_EXCEEDED, message()));
  }
}
