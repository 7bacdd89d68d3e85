package io.pentimento.api.v1alpha1.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Where results are, as paths inside the workspace's claim. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OutputsStatus(
    @JsonPropertyDescription(
            "Weights of the newest trained model; the graph that serves lies beside them.")
        String model,
    @JsonPropertyDescription("Report of the evaluation: metrics, intervals, and images.")
        String report) {}
