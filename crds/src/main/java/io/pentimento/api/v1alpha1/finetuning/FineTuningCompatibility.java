// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.finetuning;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import org.jspecify.annotations.Nullable;

/** Deviations of the authors' code from their paper; docs/method.md, fine-tuning. */
public record FineTuningCompatibility(
    @Default("false")
        @JsonPropertyDescription(
            "If true, the perceptual loss is summed over a micro-batch instead of averaged, as"
                + " in the authors' code.")
        Boolean sumPerceptualLoss,
    @Default("false")
        @JsonPropertyDescription(
            "If true, from the second micro-batch on, gradients of the generator's adversarial"
                + " loss also reach the discriminator's update, as in the authors' code.")
        Boolean leakGeneratorGradients) {

  public FineTuningCompatibility(
      @Nullable Boolean sumPerceptualLoss, @Nullable Boolean leakGeneratorGradients) {
    this.sumPerceptualLoss = requireNonNullElse(sumPerceptualLoss, false);
    this.leakGeneratorGradients = requireNonNullElse(leakGeneratorGradients, false);
  }

  static FineTuningCompatibility defaults() {
    return new FineTuningCompatibility(null, null);
  }
}
