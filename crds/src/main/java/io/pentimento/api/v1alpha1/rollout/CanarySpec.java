// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.rollout;

import static java.util.Objects.requireNonNullElse;
import static java.util.Objects.requireNonNullElseGet;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A new model proves itself on a part of the requests before it replaces the serving one. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CanarySpec(
    @Required
        @JsonPropertyDescription("The HTTPRoute whose weights are changed, in the same namespace.")
        RouteReference routeRef,
    @Required @Size(min = 1, max = 20) @JsonPropertyDescription("The steps, in order.")
        List<CanaryStep> steps,
    @Min(1)
        @Max(1000)
        @JsonPropertyDescription(
            "Number of servers with the new model. Default: enough for the largest weight.")
        @Nullable Integer replicas,
    @Default("0.1")
        @Min(0)
        @Max(1)
        @JsonPropertyDescription(
            "Fraction of the serving model's requests that the new model restores again in the"
                + " background, to compare the two.")
        Double sampleFraction,
    @JsonPropertyDescription("How much worse than the serving model the new one may be.")
        CanaryThresholds thresholds) {

  public CanarySpec {
    steps = List.copyOf(requireNonNullElse(steps, List.of()));
    sampleFraction = requireNonNullElse(sampleFraction, 0.1);
    thresholds = requireNonNullElseGet(thresholds, CanaryThresholds::defaults);
  }

  /**
   * The number of servers with the new model.
   *
   * @param serving number of servers with the serving model
   */
  public int servers(int serving) {
    int largest = steps.stream().mapToInt(CanaryStep::weight).max().orElse(0);
    int needed = (serving * largest + 99) / 100;
    return replicas == null ? Math.max(1, needed) : replicas;
  }
}
