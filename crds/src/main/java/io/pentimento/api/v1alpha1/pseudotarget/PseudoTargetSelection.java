// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.pseudotarget;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Selects pseudo targets among those of several seeds; docs/method.md, selection. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "self.criterion != 'Medoid' || self.candidates >= 3",
    message = "criterion Medoid compares candidates: set candidates to at least 3")
@ValidationRule(
    value = "!has(self.anchorStrength) || self.candidates >= 2",
    message = "anchorStrength compares candidates: set candidates to at least 2")
@ValidationRule(
    value = "self.weighting != 'Agreement' || self.candidates >= 2",
    message = "weighting Agreement compares candidates: set candidates to at least 2")
public record PseudoTargetSelection(
    @Default("4")
        @Min(1)
        @Max(16)
        @JsonPropertyDescription(
            "Pseudo targets that are computed for each image, with seed, seed + 1 and so on. The"
                + " best one is used. The time of stage generate is multiplied by it.")
        Integer candidates,
    @Default("Medoid")
        @JsonPropertyDescription(
            "Medoid: the candidate with the smallest mean distance from the others. NIQE: the"
                + " lowest NIQE; needs dataset.reference. FaceScore: the highest score of"
                + " evaluation.faceDetector. Quality: the highest score of"
                + " evaluation.qualityNetwork.")
        SelectionCriterion criterion,
    @Default("1")
        @Min(0)
        @Max(255)
        @JsonPropertyDescription(
            "Fidelity: a candidate is not used if its metric Consistency exceeds that of the most"
                + " consistent candidate of the image by more than this, in levels of 0 to 255.")
        Double consistencyMargin,
    @Min(value = 0, inclusive = false)
        @Max(100)
        @JsonPropertyDescription(
            "Source anchoring: moves the pseudo target towards the restorer's output where the"
                + " candidates differ from each other more than from that output. 1 weights the"
                + " variance of the candidates as a Wiener filter does. Default: no anchoring.")
        @Nullable Double anchorStrength,
    @Default("1")
        @Min(value = 0, inclusive = false)
        @Max(1)
        @JsonPropertyDescription(
            "Fraction of the pseudo targets that is used for training; the others are the worst by"
                + " the criterion. They are listed, and do not count against minSuccessFraction.")
        Double keepFraction,
    @Default("Uniform")
        @JsonPropertyDescription(
            "Uniform: each pseudo target is used equally often in training. Agreement: less often"
                + " if the candidates of its image differ more than those of the median image.")
        TargetWeighting weighting) {

  public PseudoTargetSelection(
      @Nullable Integer candidates,
      @Nullable SelectionCriterion criterion,
      @Nullable Double consistencyMargin,
      @Nullable Double anchorStrength,
      @Nullable Double keepFraction,
      @Nullable TargetWeighting weighting) {
    this.candidates = requireNonNullElse(candidates, 4);
    this.criterion = requireNonNullElse(criterion, SelectionCriterion.MEDOID);
    this.consistencyMargin = requireNonNullElse(consistencyMargin, 1.0);
    this.anchorStrength = anchorStrength;
    this.keepFraction = requireNonNullElse(keepFraction, 1.0);
    this.weighting = requireNonNullElse(weighting, TargetWeighting.UNIFORM);
  }

  /** Whether some pseudo targets are not used for training. */
  @JsonIgnore
  public boolean isDropping() {
    return keepFraction < 1;
  }

  @JsonIgnore
  public boolean isWeighting() {
    return weighting == TargetWeighting.AGREEMENT;
  }
}
