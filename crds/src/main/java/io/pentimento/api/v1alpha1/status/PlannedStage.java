// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** Plan of one stage: action, amount of work and estimate. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlannedStage(
    @JsonPropertyDescription("The stage.") StageName name,
    @JsonPropertyDescription(
            "Reuse: a job of this workspace has finished the same stage. Run: none has, or its key"
                + " is known only after prepare.")
        PlanAction action,
    @JsonPropertyDescription("The amount of work.") @Nullable String work,
    @JsonPropertyDescription("Estimated seconds, summed over all pods; absent without a basis.")
        @Nullable Long estimatedSeconds,
    @JsonPropertyDescription("The finished stage on which the estimate is based.")
        @Nullable String basis) {}
