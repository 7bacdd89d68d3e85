// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** Paths of the results in the workspace's claim. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OutputsStatus(
    @JsonPropertyDescription(
            "Weights of the newest trained model. The ONNX graph is in the same folder.")
        String model,
    @JsonPropertyDescription("Evaluation report with metrics, intervals and images.")
        @Nullable String report) {}
