// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;

/** GPU time that the job has used so far. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UsageStatus(
    @Min(0)
        @JsonPropertyDescription(
            "Seconds that containers of stages ran, times the GPUs that they request, since the"
                + " job was created.")
        Double gpuSeconds,
    @JsonPropertyDescription("The time until which they are counted.") String countedUntil) {}
