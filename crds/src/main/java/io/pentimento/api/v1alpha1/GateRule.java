package io.pentimento.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/** One condition on the adapted model; the confidence interval must lie beyond the threshold. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "has(self.minImprovement) != has(self.maxRegression)",
    message = "a gate row needs exactly one of minImprovement and maxRegression")
public record GateRule(
    @Required @JsonPropertyDescription("What is measured, on base and adapted model alike.")
        Metric metric,
    @Min(0)
        @Max(1)
        @JsonPropertyDescription(
            "The adapted model must be better by at least this fraction of the base model's value:"
                + " 0.02 is two per cent.")
        Double minImprovement,
    @Min(0)
        @Max(1)
        @JsonPropertyDescription(
            "The adapted model may be worse by at most this fraction of the base model's value.")
        Double maxRegression) {

  /**
   * The improvement that is needed, as a fraction of the base's value; negative for a regression.
   */
  public double requiredImprovement() {
    return minImprovement != null ? minImprovement : -maxRegression;
  }
}
