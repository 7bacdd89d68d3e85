// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.serving;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Automatic scaling of the servers; with it, the operator does not write the replica count. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value =
        "self.type == 'External' || has(self.maxReplicas)"
            + " && (has(self.targetCPUUtilization) != has(self.targetQueueDepth))",
    message = "autoscaling needs maxReplicas and one of targetCPUUtilization and targetQueueDepth")
@ValidationRule(
    value =
        "self.type != 'External' || !has(self.minReplicas) && !has(self.maxReplicas)"
            + " && !has(self.targetCPUUtilization) && !has(self.targetQueueDepth)",
    message =
        "autoscaling.type External has no limits and no target; configure them in the"
            + " external autoscaler")
@ValidationRule(
    value =
        "!has(self.maxReplicas) || (has(self.minReplicas) ? self.minReplicas : 1)"
            + " <= self.maxReplicas",
    message = "autoscaling.minReplicas must not exceed maxReplicas")
public record AutoscalingSpec(
    @Default("HorizontalPodAutoscaler")
        @JsonPropertyDescription(
            "HorizontalPodAutoscaler: the operator creates one. External: KEDA, another autoscaler"
                + " or kubectl scale changes the number of servers.")
        AutoscalerType type,
    @Min(1) @Max(1000) @JsonPropertyDescription("Minimum number of servers. Default: 1.")
        @Nullable Integer minReplicas,
    @Min(1) @Max(1000) @JsonPropertyDescription("Maximum number of servers.")
        @Nullable Integer maxReplicas,
    @Min(1)
        @Max(100)
        @JsonPropertyDescription(
            "Target of the average CPU use of the servers, in percent of their CPU request.")
        @Nullable Integer targetCPUUtilization,
    @Min(1)
        @Max(1000)
        @JsonPropertyDescription(
            "Target of the average number of waiting images per server: the metric"
                + " pentimento_queue_depth, which a metrics adapter must offer to the custom metrics"
                + " API.")
        @Nullable Integer targetQueueDepth) {

  public AutoscalingSpec {
    type = requireNonNullElse(type, AutoscalerType.HORIZONTAL_POD_AUTOSCALER);
  }

  /** The number of servers before the autoscaler has seen any load. */
  public int initialReplicas() {
    return requireNonNullElse(minReplicas, 1);
  }
}
