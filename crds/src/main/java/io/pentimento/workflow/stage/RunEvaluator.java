// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.stage;

import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.reason.FailureReason;
import io.pentimento.reason.ResultReason;
import io.pentimento.workflow.observation.ItemTally;
import io.pentimento.workflow.observation.ProcessState.Failed;
import io.pentimento.workflow.observation.ProcessState.Pending;
import io.pentimento.workflow.observation.ProcessState.Succeeded;
import io.pentimento.workflow.observation.StageRun;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Evaluates a stage from the processes of its latest attempt. */
public record RunEvaluator(
    RetryPolicy retries,
    @Nullable Duration preRunningDeadline,
    double minSuccessFraction,
    Instant now) {

  /** Grace period for other containers of a pod after its worker ended. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  /**
   * @param failures counted for earlier attempts
   */
  StageOutcome evaluate(StageRun run, FailureCounts failures) {
    Optional<Failed> hopeless = run.all(Failed.class).filter(f -> !retryable(f)).findFirst();
    if (hopeless.isPresent()) {
      Failed last = hopeless.get();
      return new StageOutcome.Failed(
          last.reason(), last.message(), AttemptFailure.of(last, failures));
    }
    if (run.isActive()) {
      return overdue(run).orElseGet(() -> new StageOutcome.Running(run));
    }
    if (isInGracePeriod(run)) {
      return new StageOutcome.Running(run);
    }
    List<Failed> failed = run.all(Failed.class).toList();
    return failed.isEmpty() ? done(run) : afterFailures(run, failed, failures);
  }

  /** When to evaluate this run again even if nothing changes. */
  public Optional<Instant> nextEvaluation(StageRun run) {
    return gracePeriodEnd(run).or(() -> deadline(run));
  }

  private boolean isInGracePeriod(StageRun run) {
    return gracePeriodEnd(run).filter(now::isBefore).isPresent();
  }

  private static Optional<Instant> gracePeriodEnd(StageRun run) {
    return run.remaining().map(containers -> containers.since().plus(GRACE));
  }

  /** When preRunningDeadlineSeconds of the waiting pods expire. */
  private Optional<Instant> deadline(StageRun run) {
    return Optional.ofNullable(preRunningDeadline)
        .flatMap(
            limit ->
                run.all(Pending.class).map(p -> p.since().plus(limit)).min(Instant::compareTo));
  }

  private Optional<StageOutcome> overdue(StageRun run) {
    return deadline(run)
        .filter(at -> !now.isBefore(at))
        .flatMap(at -> run.all(Pending.class).min(Comparator.comparing(Pending::since)))
        .map(
            pod ->
                new StageOutcome.Failed(
                    FailureReason.PRE_RUNNING_DEADLINE_EXCEEDED,
                    "No pod ran within preRunningDeadlineSeconds; waiting for %s: %s"
                        .formatted(pod.reason(), pod.message())));
  }

  private StageOutcome afterFailures(StageRun run, List<Failed> failed, FailureCounts failures) {
    Optional<Failed> counted =
        failed.stream()
            .filter(f -> f.failure().countsAgainstBackoffLimit())
            .max(Comparator.comparing(Failed::finishedAt));
    if (counted.isEmpty()) {
      return new StageOutcome.Start(run.attempt() + 1, failures);
    }
    StageOutcome next =
        retries.afterFailure(run.attempt(), AttemptFailure.of(counted.get(), failures), now);
    return next instanceof StageOutcome.Failed ? quorum(run).orElse(next) : next;
  }

  /** Succeeds if there are enough images without the failed shards. */
  private Optional<StageOutcome> quorum(StageRun run) {
    boolean allKnown = run.all(Failed.class).allMatch(f -> f.items() != null);
    if (run.processes().size() == 1 || !allKnown) {
      return Optional.empty();
    }
    ItemCounts items = ItemTally.of(run);
    return Quorum.isReached(items, minSuccessFraction)
        ? Optional.of(
            new StageOutcome.Done(
                answer(run, items), ResultReason.QUORUM_REACHED, Quorum.sentence(items)))
        : Optional.empty();
  }

  private static StageOutcome done(StageRun run) {
    TerminationMessage answer = answer(run, ItemTally.of(run));
    return run.remaining()
        .<StageOutcome>map(
            leftovers ->
                new StageOutcome.Done(
                    answer,
                    ResultReason.SIDECARS_REMOVED,
                    "Removed the pods: these containers kept running after the worker had ended: "
                        + leftovers.containers()
                        + "; declare them as native sidecars (initContainers with restartPolicy"
                        + " Always)"))
        .orElseGet(() -> StageOutcome.Done.of(answer));
  }

  private static TerminationMessage answer(StageRun run, ItemCounts items) {
    return run.all(Succeeded.class)
        .map(Succeeded::answer)
        .findFirst()
        .orElseGet(() -> TerminationMessage.success(run.stage(), run.key(), items))
        .withItems(items);
  }

  private static boolean retryable(Failed failed) {
    FailureClass failure = failed.failure();
    return failure.isRetryable();
  }
}
