// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.rollout;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** Settings of the replacement of the serving model by a new one. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RolloutSpec(
    @JsonPropertyDescription(
            "Sends a growing part of the requests to a new model before it replaces the serving"
                + " one. Needs the Gateway API; without it, the model is rolled out at once.")
        @Nullable CanarySpec canary) {}
