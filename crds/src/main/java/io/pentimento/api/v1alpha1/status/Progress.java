// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** Progress of the whole job. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Progress(
    @Min(0) @Max(100) @JsonPropertyDescription("Finished part of the work, in per cent.")
        Integer percentage,
    @Min(0)
        @JsonPropertyDescription(
            "Estimated remaining seconds at the current rate; absent while unknown.")
        @Nullable Long estimatedRemainingSeconds,
    @JsonPropertyDescription("When these values were measured.") String lastUpdatedTime) {}
