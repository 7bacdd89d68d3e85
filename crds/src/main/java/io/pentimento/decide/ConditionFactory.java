package io.pentimento.decide;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import java.time.Instant;

/**
 * Makes conditions; one whose status is as before keeps the time at which it became so.
 *
 * @param before the status that is replaced
 */
record ConditionFactory(AdaptationJobStatus before, Long generation, Instant now) {

  Condition isTrue(String type, String reason, String message) {
    return condition(type, "True", reason, message);
  }

  Condition isFalse(String type, String reason, String message) {
    return condition(type, "False", reason, message);
  }

  Condition isUnknown(String type, String reason, String message) {
    return condition(type, "Unknown", reason, message);
  }

  Condition is(boolean value, String type, String reason, String message) {
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
        .withMessage(message == null ? "" : message)
        .withLastTransitionTime(since)
        .withObservedGeneration(generation)
        .build();
  }
}
