package io.pentimento.workflow.status;

import static java.util.Objects.requireNonNull;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * Makes conditions; one whose status is as before keeps the time at which it became so.
 *
 * @param before the status that is replaced
 */
public record ConditionFactory(AdaptationJobStatus before, Long generation, Instant now) {

  /** Of the next status of this job. */
  public static ConditionFactory of(AdaptationJob job, Instant now) {
    return new ConditionFactory(
        Optional.ofNullable(job.getStatus()).orElseGet(AdaptationJobStatus::empty),
        job.getMetadata().getGeneration(),
        now);
  }

  public Condition isTrue(String type, String reason, String message) {
    return condition(type, "True", reason, message);
  }

  public Condition isFalse(String type, String reason, String message) {
    return condition(type, "False", reason, message);
  }

  public Condition isUnknown(String type, String reason, String message) {
    return condition(type, "Unknown", reason, message);
  }

  public Condition is(boolean value, String type, String reason, String message) {
    return value ? isTrue(type, reason, message) : isFalse(type, reason, message);
  }

  private Condition condition(String type, String status, String reason, String message) {
    String since =
        before
            .condition(type)
            .filter(known -> status.equals(known.getStatus()))
            .map(Condition::getLastTransitionTime)
            .orElseGet(now::toString);
    return new ConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(reason)
        .withMessage(requireNonNull(message, type))
        .withLastTransitionTime(since)
        .withObservedGeneration(generation)
        .build();
  }
}
