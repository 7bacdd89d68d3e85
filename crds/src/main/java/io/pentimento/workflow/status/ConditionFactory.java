// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.status;

import static java.util.Objects.requireNonNull;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.reason.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Creates all conditions. A condition whose status does not change keeps its lastTransitionTime;
 * reason and message are brought into the limits of the schema.
 *
 * @param before the status that is replaced
 */
public record ConditionFactory(AdaptationJobStatus before, @Nullable Long generation, Instant now) {
  private static final int MAX_REASON = 128;
  private static final int MAX_MESSAGE = 4096;
  private static final Pattern NOT_IN_A_REASON = Pattern.compile("^[^A-Za-z]+|[^A-Za-z0-9]");

  /** For the next status of this job. */
  public static ConditionFactory of(AdaptationJob job, Instant now) {
    return new ConditionFactory(
        Optional.ofNullable(job.getStatus()).orElseGet(AdaptationJobStatus::empty),
        job.getMetadata().getGeneration(),
        now);
  }

  /** For the next conditions of an object of another kind. */
  public static ConditionFactory of(
      List<Condition> before, @Nullable Long generation, Instant now) {
    return new ConditionFactory(
        AdaptationJobStatus.empty().withConditions(before), generation, now);
  }

  public Condition isTrue(String type, Reason reason, String message) {
    return condition(type, "True", reason, message);
  }

  public Condition isFalse(String type, Reason reason, String message) {
    return condition(type, "False", reason, message);
  }

  public Condition isUnknown(String type, Reason reason, String message) {
    return condition(type, "Unknown", reason, message);
  }

  public Condition is(boolean value, String type, Reason reason, String message) {
    return value ? isTrue(type, reason, message) : isFalse(type, reason, message);
  }

  private Condition condition(String type, String status, Reason reason, String message) {
    String since =
        before
            .condition(type)
            .filter(known -> status.equals(known.getStatus()))
            .map(Condition::getLastTransitionTime)
            .orElseGet(now::toString);
    return new ConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(valid(reason.word()))
        .withMessage(StatusText.shorten(requireNonNull(message, type), MAX_MESSAGE))
        .withLastTransitionTime(since)
        .withObservedGeneration(generation)
        .build();
  }

  /** Reasons may come from pods; an invalid one would make the API server reject the status. */
  private static String valid(String reason) {
    String word = NOT_IN_A_REASON.matcher(reason).replaceAll("");
    return word.isEmpty() ? "Unknown" : word.substring(0, Math.min(word.length(), MAX_REASON));
  }
}
