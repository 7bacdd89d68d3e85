package io.pentimento.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** Readings of the paper on which its text and its code differ; docs/method.md, fine-tuning. */
public record FineTuningCompatibility(
    @Default("false")
        @JsonPropertyDescription(
            "true: the generator minimises log(1 - D), Eq. 6 to the letter. false: the usual"
                + " -log D, as in the authors' code.")
        Boolean saturatingGeneratorLoss,
    @Default("false")
        @JsonPropertyDescription(
            "true: the perceptual distance is summed over a micro-batch, not averaged, as in the"
                + " authors' code.")
        Boolean sumPerceptualLoss,
    @Default("false")
        @JsonPropertyDescription(
            "true: from the second micro-batch on, gradients of the generator's adversarial loss"
                + " also reach the discriminator's update, as in the authors' code.")
        Boolean leakGeneratorGradients) {

  public FineTuningCompatibility {
    saturatingGeneratorLoss = requireNonNullElse(saturatingGeneratorLoss, false);
    sumPerceptualLoss = requireNonNullElse(sumPerceptualLoss, false);
    leakGeneratorGradients = requireNonNullElse(leakGeneratorGradients, false);
  }

  static FineTuningCompatibility defaults() {
    return new FineTuningCompatibility(null, null, null);
  }
}
