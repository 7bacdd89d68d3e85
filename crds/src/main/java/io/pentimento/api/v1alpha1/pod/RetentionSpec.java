// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.pod;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** When files of the workspace are removed. What a job or a published model uses is kept. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "has(self.unusedArtifactsAfterDays) || has(self.personalDataAfterDays)",
    message = "retention needs unusedArtifactsAfterDays or personalDataAfterDays")
public record RetentionSpec(
    @Min(1)
        @JsonPropertyDescription(
            "Days after their last use until artefacts are removed to which no job and no published"
                + " model refers. Default: they are kept.")
        @Nullable Integer unusedArtifactsAfterDays,
    @Min(1)
        @JsonPropertyDescription(
            "Days until source images, crops, pseudo targets, restored images and reports of this"
                + " job are removed after it finished. Models and metrics are kept. Default: as"
                + " other artefacts.")
        @Nullable Integer personalDataAfterDays) {}
