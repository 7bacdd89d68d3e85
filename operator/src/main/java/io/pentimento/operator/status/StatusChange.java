// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.Progress;
import io.pentimento.api.v1alpha1.status.ServingStatus;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.reason.NormalReason;
import io.pentimento.reason.Reason;
import io.pentimento.reason.WaitReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a new status is written: always if more than counters changed; at a limited rate
 * if only counters changed, or if pods took the usual steps from created to running. A job that
 * fails at once thus costs two writes.
 */
public record StatusChange(@Nullable AdaptationJobStatus before, AdaptationJobStatus after) {
  private static final Set<Reason> STARTING =
      Set.of(WaitReason.POD_PENDING, WaitReason.POD_STARTING, NormalReason.RUNNING);

  boolean isWorthWriting(Instant now, Duration interval) {
    if (after.equals(before)) {
      return false;
    }
    return before == null
        || !withoutCounters(after).equals(withoutCounters(before))
        || (isOld(before.progress(), now, interval) && isOld(before.serving(), now, interval));
  }

  /** Whether the entries of all stages are unchanged. */
  public boolean hasSameStages() {
    return before != null && before.stages().equals(after.stages());
  }

  private static boolean isOld(@Nullable Progress written, Instant now, Duration interval) {
    return written == null
        || !now.isBefore(Instant.parse(written.lastUpdatedTime()).plus(interval));
  }

  private static boolean isOld(@Nullable ServingStatus written, Instant now, Duration interval) {
    return written == null
        || written.canary() == null
        || !now.isBefore(Instant.parse(written.canary().updatedAt()).plus(interval));
  }

  private static AdaptationJobStatus withoutCounters(AdaptationJobStatus status) {
    return status
        .withProgress(null)
        .withUsage(null)
        .withConditions(status.conditions().stream().map(StatusChange::withoutSteps).toList())
        .withStages(status.stages().stream().map(StatusChange::withoutCounters).toList())
        .withServing(withoutCounters(status.serving()));
  }

  private static @Nullable ServingStatus withoutCounters(@Nullable ServingStatus serving) {
    return serving == null || serving.canary() == null
        ? serving
        : serving.withCanary(serving.canary().withoutMeasurements());
  }

  /** Conditions of a running job repeat the message of its stage. */
  private static Condition withoutSteps(Condition condition) {
    if (NormalReason.WORKING.is(condition.getReason())) {
      return new ConditionBuilder(condition).withMessage("").build();
    }
    return STARTING.contains(Reason.of(condition.getReason()))
        ? new ConditionBuilder(condition)
            .withReason(NormalReason.RUNNING.word())
            .withMessage("")
            .build()
        : condition;
  }

  private static StageStatus withoutCounters(StageStatus stage) {
    boolean starts = STARTING.contains(Reason.of(stage.reason()));
    return new StageStatus(
        stage.name(),
        stage.cacheKey(),
        starts ? null : stage.workloadName(),
        stage.attempt(),
        stage.failures(),
        stage.resourceFailures(),
        stage.exitCode(),
        stage.state().isTerminal() ? stage.items() : null,
        starts ? StageState.RUNNING : stage.state(),
        starts ? NormalReason.RUNNING.word() : stage.reason(),
        starts ? null : stage.message(),
        stage.startTime(),
        stage.completionTime());
  }
}
