package io.pentimento.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/**
 * One metric on the holdout. Improvements are fractions of the base's value, positive if better.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MetricResult(
    @Required @JsonPropertyDescription("The metric.") Metric metric,
    @JsonPropertyDescription("Value of the model before adaptation.") Double base,
    @JsonPropertyDescription("Value of the adapted model.") Double adapted,
    @JsonPropertyDescription("Improvement as a fraction of the base's value.") Double improvement,
    @JsonPropertyDescription("Lower end of the improvement's confidence interval.") Double lower,
    @JsonPropertyDescription("Upper end of the improvement's confidence interval.") Double upper,
    @JsonPropertyDescription("Improvement that the gate asks for; absent without a gate row.")
        Double required,
    @JsonPropertyDescription("What this row says; absent without a gate row.")
        GateDecision decision) {}
