package io.pentimento.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;

/** Weights of the loss terms, Eq. 8; a term of weight 0 is not computed. */
@ValidationRule(
    value = "self.l1 > 0.0 || self.lpips > 0.0 || self.gan > 0.0",
    message = "at least one loss needs a weight above 0")
public record Losses(
    @Default("1.0") @Min(0) @JsonPropertyDescription("Weight of the mean absolute difference.")
        Double l1,
    @Default("0.1")
        @Min(0)
        @JsonPropertyDescription(
            "Weight of the perceptual distance. Left out when no perceptualNetwork is given.")
        Double lpips,
    @Default("0.1") @Min(0) @JsonPropertyDescription("Weight of the adversarial term.")
        Double gan) {

  public Losses {
    l1 = requireNonNullElse(l1, 1.0);
    lpips = requireNonNullElse(lpips, 0.1);
    gan = requireNonNullElse(gan, 0.1);
  }

  static Losses defaults() {
    return new Losses(null, null, null);
  }
}
