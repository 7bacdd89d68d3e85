package io.pentimento.operator.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.Progress;
import io.pentimento.api.v1alpha1.status.ServingStatus;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Whether a new status is worth a write: always if more than counters changed; rarely if only they
 * did, or if pods took the usual steps from created to running. A job that fails at once thus costs
 * two writes.
 */
public record StatusChange(AdaptationJobStatus before, AdaptationJobStatus after) {
  private static final String RUNNING = "Running";
  private static final String WORKING = "Working";
  private static final Set<String> USUAL = Set.of("PodPending", "PodStarting", RUNNING);

  boolean isWorthWriting(Instant now, Duration interval) {
    if (after.equals(before)) {
      return false;
    }
    return before == null
        || !withoutCounters(after).equals(withoutCounters(before))
        || isOld(before.progress(), now, interval) && isOld(before.serving(), now, interval);
  }

  /** Whether all that is said of the stages was said before. */
  public boolean isTheSameOfStages() {
    return before != null && before.stages().equals(after.stages());
  }

  private static boolean isOld(Progress written, Instant now, Duration interval) {
    return written == null
        || !now.isBefore(Instant.parse(written.lastUpdatedTime()).plus(interval));
  }

  private static boolean isOld(ServingStatus written, Instant now, Duration interval) {
    return written == null
        || written.canary() == null
        || !now.isBefore(Instant.parse(written.canary().updatedAt()).plus(interval));
  }

  private static AdaptationJobStatus withoutCounters(AdaptationJobStatus status) {
    return status
        .withProgress(null)
        .withConditions(status.conditions().stream().map(StatusChange::withoutSteps).toList())
        .withStages(status.stages().stream().map(StatusChange::withoutCounters).toList())
        .withServing(withoutCounters(status.serving()));
  }

  private static ServingStatus withoutCounters(ServingStatus serving) {
    return serving == null || serving.canary() == null
        ? serving
        : serving.withCanary(serving.canary().withoutMeasurements());
  }

  /** Conditions of a working job repeat what the one of its stage says. */
  private static Condition withoutSteps(Condition condition) {
    if (WORKING.equals(condition.getReason())) {
      return new ConditionBuilder(condition).withMessage("").build();
    }
    return USUAL.contains(condition.getReason())
        ? new ConditionBuilder(condition).withReason(RUNNING).withMessage("").build()
        : condition;
  }

  private static StageStatus withoutCounters(StageStatus stage) {
    boolean usual = USUAL.contains(stage.reason());
    return new StageStatus(
        stage.name(),
        stage.cacheKey(),
        usual ? null : stage.workloadName(),
        stage.attempt(),
        stage.failures(),
        stage.resourceFailures(),
        stage.exitCode(),
        stage.state().isTerminal() ? stage.items() : null,
        usual ? StageState.RUNNING : stage.state(),
        usual ? RUNNING : stage.reason(),
        usual ? null : stage.message(),
        stage.startTime(),
        stage.completionTime());
  }
}
