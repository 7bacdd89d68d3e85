// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** State of one stage. Times are RFC 3339. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StageStatus(
    @Required @JsonPropertyDescription("The stage.") StageName name,
    @JsonPropertyDescription(
            "Digest of everything that can change the result of the stage. Artefacts are cached"
                + " by it.")
        @Nullable String cacheKey,
    @JsonPropertyDescription("Name of the Job or Deployment that runs the stage.")
        @Nullable String workloadName,
    @Min(0) @JsonPropertyDescription("Number of attempts for this key.") @Nullable Integer attempt,
    @Min(0)
        @JsonPropertyDescription(
            "Failed attempts that count against backoffLimit. Preemption, eviction and"
                + " suspension do not count.")
        @Nullable Integer failures,
    @Min(0)
        @JsonPropertyDescription(
            "Failures for lack of memory or disk space. The third one fails the stage.")
        @Nullable Integer resourceFailures,
    @JsonPropertyDescription("Exit code of the last failed process.") @Nullable Integer exitCode,
    @JsonPropertyDescription("Counts of images, iterations or pods.") @Nullable ItemCounts items,
    @JsonPropertyDescription("State of the stage.") StageState state,
    @JsonPropertyDescription("Reason for the state, in UpperCamelCase.") String reason,
    @JsonPropertyDescription("Explanation of the state for people.") @Nullable String message,
    @JsonPropertyDescription("When work on this key began.") @Nullable String startTime,
    @JsonPropertyDescription("When the stage succeeded or failed.")
        @Nullable String completionTime) {}
