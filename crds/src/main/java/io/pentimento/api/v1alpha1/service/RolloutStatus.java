// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.service;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** The rollout of the wanted model in the observed generation. Times are RFC 3339. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RolloutStatus(
    @JsonPropertyDescription("The model that is rolled out.") ModelAddress model,
    @JsonPropertyDescription("State of the rollout; Aborted is final until the next edit.")
        RolloutState state,
    @JsonPropertyDescription("Reason for the state, in UpperCamelCase.") String reason,
    @JsonPropertyDescription("Explanation of the state for people.") @Nullable String message,
    @JsonPropertyDescription("When the rollout started.") String startTime,
    @JsonPropertyDescription("When the rollout was complete or aborted.")
        @Nullable String completionTime) {}
