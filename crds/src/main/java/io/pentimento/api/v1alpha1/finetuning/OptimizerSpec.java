// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.finetuning;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The AdamW optimizer of the restorer. Its learning rate falls along a cosine to {@code
 * minLearningRate}, or by half at each of the {@code milestones}; the field of the other schedule
 * is null.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "!has(self.milestones) || !has(self.minLearningRate)",
    message =
        "give either minLearningRate, the end of a cosine schedule, or milestones, where the rate"
            + " halves")
public record OptimizerSpec(
    @Min(value = 0, inclusive = false)
        @Max(1)
        @JsonPropertyDescription(
            "Learning rate at the first iteration. Default: 2.0e-5; CodeFormer: 1.0e-4.")
        @Nullable Double learningRate,
    @Min(0)
        @Max(1)
        @JsonPropertyDescription(
            "Learning rate at the last iteration, reached along a cosine. Default: 5.0e-6, unless"
                + " there are milestones.")
        @Nullable Double minLearningRate,
    @Size(min = 1, max = 100)
        @JsonPropertyDescription(
            "Iterations at which the learning rate halves, instead of a cosine. Default for"
                + " CodeFormer: after 7/8 and 19/20 of the iterations.")
        @Nullable List<@Min(1) Integer> milestones,
    @Size(min = 2, max = 2)
        @JsonPropertyDescription(
            "Decay of the first and of the second moment, each in [0, 1). Default: 0.9 and 0.999;"
                + " CodeFormer: 0.9 and 0.99.")
        @Nullable List<@Min(0) @Max(value = 1, inclusive = false) Double> betas,
    @Default("0.0") @Min(0) @Max(1) @JsonPropertyDescription("Decoupled weight decay.")
        Double weightDecay) {

  public OptimizerSpec(
      @Nullable Double learningRate,
      @Nullable Double minLearningRate,
      @Nullable List<Integer> milestones,
      @Nullable List<Double> betas,
      @Nullable Double weightDecay) {
    this.milestones = milestones == null ? null : List.copyOf(milestones);
    this.betas = betas == null ? null : List.copyOf(betas);
    this.weightDecay = requireNonNullElse(weightDecay, 0.0);
    this.learningRate = learningRate;
    this.minLearningRate = minLearningRate;
  }

  /**
   * A copy in which omitted fields have the cosine schedule of the published fine-tuning on images.
   */
  OptimizerSpec onImages() {
    return new OptimizerSpec(
        requireNonNullElse(learningRate, 2.0e-5),
        milestones == null ? requireNonNullElse(minLearningRate, 5.0e-6) : null,
        milestones,
        requireNonNullElse(betas, List.of(0.9, 0.999)),
        weightDecay);
  }

  /**
   * A copy in which omitted fields have the step schedule of the published fine-tuning on codes.
   */
  OptimizerSpec onCodes(int iterations) {
    return new OptimizerSpec(
        requireNonNullElse(learningRate, 1.0e-4),
        minLearningRate,
        minLearningRate == null ? requireNonNullElse(milestones, lateMilestones(iterations)) : null,
        requireNonNullElse(betas, List.of(0.9, 0.99)),
        weightDecay);
  }

  private static List<Integer> lateMilestones(long iterations) {
    return List.of(
        Math.toIntExact(Math.max(1, iterations * 7 / 8)),
        Math.toIntExact(Math.max(1, iterations * 19 / 20)));
  }

  static OptimizerSpec defaults() {
    return new OptimizerSpec(null, null, null, null, null);
  }
}
