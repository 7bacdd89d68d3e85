// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.rollout;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.pentimento.reason.CanaryReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The latest canary. Times are RFC 3339. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CanaryStatus(
    @Required @JsonPropertyDescription("What the canary is doing.") CanaryPhase phase,
    @JsonPropertyDescription("Digest of the new model.") String model,
    @JsonPropertyDescription("Name of the HTTPRoute.") String route,
    @Min(0) @JsonPropertyDescription("Number of the step, from 1; 0 before the first.")
        Integer step,
    @Min(0)
        @Max(100)
        @JsonPropertyDescription("Percent of the requests that the new model is to receive.")
        Integer weight,
    @JsonPropertyDescription("When the canary began.") String startedAt,
    @JsonPropertyDescription("When the phase or the step began.") String transitionedAt,
    @Min(0) @JsonPropertyDescription("Number of images that both models restored.")
        @Nullable Long samples,
    @JsonPropertyDescription("What the measurements say about the new model.")
        @Nullable CanaryVerdict verdict,
    @JsonPropertyDescription("Reason for the phase or the verdict, in UpperCamelCase.")
        String reason,
    @JsonPropertyDescription("Explanation for people, with the measurements.") String message,
    @JsonPropertyDescription("When any of these fields changed.") String updatedAt) {

  /** A canary that begins. */
  public static CanaryStatus starting(String model, String route, Instant now) {
    return new CanaryStatus(
        CanaryPhase.STARTING,
        model,
        route,
        0,
        0,
        now.toString(),
        now.toString(),
        null,
        null,
        CanaryReason.STARTING.word(),
        "The servers with the new model start",
        now.toString());
  }

  /** The same in another phase, from now on. */
  public CanaryStatus enter(CanaryPhase next, int newWeight, Instant now) {
    return new CanaryStatus(
        next,
        model,
        route,
        step,
        newWeight,
        startedAt,
        now.toString(),
        samples,
        verdict,
        reason,
        message,
        updatedAt);
  }

  /** The same in another step, from now on. */
  public CanaryStatus enterStep(int number, int newWeight, Instant now) {
    return new CanaryStatus(
        CanaryPhase.STEPPING,
        model,
        route,
        number,
        newWeight,
        startedAt,
        now.toString(),
        samples,
        verdict,
        reason,
        message,
        updatedAt);
  }

  public CanaryStatus because(CanaryReason newReason, String newMessage) {
    return new CanaryStatus(
        phase,
        model,
        route,
        step,
        weight,
        startedAt,
        transitionedAt,
        samples,
        verdict,
        newReason.word(),
        newMessage,
        updatedAt);
  }

  public CanaryStatus measured(@Nullable Long pairs, @Nullable CanaryVerdict judged) {
    return new CanaryStatus(
        phase,
        model,
        route,
        step,
        weight,
        startedAt,
        transitionedAt,
        pairs,
        judged,
        reason,
        message,
        updatedAt);
  }

  /** The same without what changes with every measurement. */
  public CanaryStatus withoutMeasurements() {
    return new CanaryStatus(
        phase,
        model,
        route,
        step,
        weight,
        startedAt,
        transitionedAt,
        null,
        null,
        reason,
        "",
        transitionedAt);
  }

  public CanaryStatus updated(Instant now) {
    return new CanaryStatus(
        phase,
        model,
        route,
        step,
        weight,
        startedAt,
        transitionedAt,
        samples,
        verdict,
        reason,
        message,
        now.toString());
  }
}
