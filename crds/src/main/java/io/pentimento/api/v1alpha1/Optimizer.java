package io.pentimento.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** AdamW of the restorer, its learning rate falling along a cosine over the run. */
@ValidationRule(
    value = "self.minLearningRate <= self.learningRate",
    message = "minLearningRate must not exceed learningRate")
public record Optimizer(
    @Default("2.0e-5")
        @Min(value = 0, inclusive = false)
        @Max(1)
        @JsonPropertyDescription("Learning rate at the first iteration.")
        Double learningRate,
    @Default("5.0e-6")
        @Min(0)
        @Max(1)
        @JsonPropertyDescription("Learning rate at the last iteration.")
        Double minLearningRate,
    @Default("[0.9, 0.999]")
        @Size(min = 2, max = 2)
        @JsonPropertyDescription("Decay of the first and of the second moment, each in [0, 1).")
        List<@Min(0) @Max(value = 1, inclusive = false) Double> betas,
    @Default("0.0") @Min(0) @Max(1) @JsonPropertyDescription("Decoupled weight decay.")
        Double weightDecay) {

  public Optimizer {
    learningRate = requireNonNullElse(learningRate, 2.0e-5);
    minLearningRate = requireNonNullElse(minLearningRate, 5.0e-6);
    betas = List.copyOf(requireNonNullElse(betas, List.of(0.9, 0.999)));
    weightDecay = requireNonNullElse(weightDecay, 0.0);
  }

  static Optimizer defaults() {
    return new Optimizer(null, null, null, null);
  }
}
