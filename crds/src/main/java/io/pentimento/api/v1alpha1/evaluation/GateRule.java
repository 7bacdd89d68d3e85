// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.evaluation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A requirement on the adapted model; the whole confidence interval must meet it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "has(self.minImprovement) != has(self.maxRegression)",
    message = "a gate needs exactly one of minImprovement and maxRegression")
public record GateRule(
    @Required @JsonPropertyDescription("Metric that is measured on both models.") Metric metric,
    @Min(0)
        @Max(1)
        @JsonPropertyDescription(
            "Required improvement as a fraction of the other model's value: 0.02 is two per"
                + " cent. For FacesDetected, as a fraction of the images.")
        @Nullable Double minImprovement,
    @Min(0)
        @Max(1)
        @JsonPropertyDescription(
            "Accepted regression as a fraction of the other model's value; for FacesDetected, of"
                + " the images.")
        @Nullable Double maxRegression,
    @JsonPropertyDescription(
            "Model to compare the adapted model with: Base (default), the model before adaptation,"
                + " or Serving, the adapted model that serves. A gate against Serving is skipped"
                + " while no adapted model of this job serves.")
        @Nullable GateBaseline against) {

  /** The default is stored as null, so that equivalent rows are equal. */
  public GateRule {
    against = against == GateBaseline.BASE ? null : against;
  }

  /** Compares with the base model. */
  public GateRule(Metric metric, @Nullable Double minImprovement, @Nullable Double maxRegression) {
    this(metric, minImprovement, maxRegression, null);
  }

  @JsonIgnore
  public boolean isAgainstServing() {
    return against == GateBaseline.SERVING;
  }

  /**
   * The required improvement, as a fraction of the value of the other model; negative if a
   * regression is allowed.
   */
  public double requiredImprovement() {
    if (minImprovement != null) {
      return minImprovement;
    }
    return -requireNonNull(maxRegression, "a gate needs minImprovement or maxRegression");
  }
}
