// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.finetuning;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * Weights of the loss terms; a term of weight 0 is not computed. An architecture has either the
 * terms on images (Eq. 8) or those on codes; the others are null.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value =
        "!has(self.l1) || !has(self.lpips) || !has(self.gan)"
            + " || self.l1 > 0.0 || self.lpips > 0.0 || self.gan > 0.0",
    message = "at least one loss needs a weight above 0")
@ValidationRule(
    value =
        "!has(self.codeCrossEntropy) || !has(self.codeFeature)"
            + " || self.codeCrossEntropy > 0.0 || self.codeFeature > 0.0",
    message = "codeCrossEntropy or codeFeature needs a weight above 0")
public record LossWeights(
    @Min(0)
        @JsonPropertyDescription(
            "Weight of the mean absolute difference. Default: 1.0; CodeFormer has none.")
        @Nullable Double l1,
    @Min(0)
        @JsonPropertyDescription(
            "Weight of the perceptual distance. Left out when no perceptualNetwork is given."
                + " Default: 0.1; CodeFormer has none.")
        @Nullable Double lpips,
    @Min(0)
        @JsonPropertyDescription(
            "Weight of the adversarial term. Default: 0.1; CodeFormer has none.")
        @Nullable Double gan,
    @Min(0)
        @JsonPropertyDescription(
            "CodeFormer only: weight of the cross-entropy between predicted codes and those of the"
                + " pseudo target. Default: 0.5.")
        @Nullable Double codeCrossEntropy,
    @Min(0)
        @JsonPropertyDescription(
            "CodeFormer only: weight of the squared distance between the encoder's features and"
                + " those of the pseudo target's codes. Default: 1.0.")
        @Nullable Double codeFeature) {

  LossWeights onImages() {
    return new LossWeights(
        requireNonNullElse(l1, 1.0),
        requireNonNullElse(lpips, 0.1),
        requireNonNullElse(gan, 0.1),
        null,
        null);
  }

  LossWeights onCodes() {
    return new LossWeights(
        null,
        null,
        null,
        requireNonNullElse(codeCrossEntropy, 0.5),
        requireNonNullElse(codeFeature, 1.0));
  }

  static LossWeights defaults() {
    return new LossWeights(null, null, null, null, null);
  }
}
