package io.pentimento.operator.reconcile;

import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.Progress;
import io.pentimento.api.v1alpha1.StageStatus;
import java.time.Duration;
import java.time.Instant;

/** Whether a new status is worth a write: always if more than counters moved, else rarely. */
record StatusChange(AdaptationJobStatus before, AdaptationJobStatus after) {

  boolean isWorthWriting(Instant now, Duration interval) {
    if (after.equals(before)) {
      return false;
    }
    return before == null
        || !withoutCounters(after).equals(withoutCounters(before))
        || isOld(before.progress(), now, interval);
  }

  private static boolean isOld(Progress written, Instant now, Duration interval) {
    return written == null
        || !now.isBefore(Instant.parse(written.lastUpdatedTime()).plus(interval));
  }

  private static AdaptationJobStatus withoutCounters(AdaptationJobStatus status) {
    return new AdaptationJobStatus(
        status.observedGeneration(),
        status.conditions(),
        status.phase(),
        null,
        status.sources(),
        status.stages().stream().map(StatusChange::withoutCounters).toList(),
        status.gate(),
        status.model(),
        status.serving());
  }

  private static StageStatus withoutCounters(StageStatus stage) {
    return new StageStatus(
        stage.name(),
        stage.key(),
        stage.job(),
        stage.attempt(),
        stage.failures(),
        stage.outOfResources(),
        stage.exitCode(),
        stage.state().isTerminal() ? stage.items() : null,
        stage.state(),
        stage.reason(),
        stage.message(),
        stage.startedAt(),
        stage.finishedAt());
  }
}
