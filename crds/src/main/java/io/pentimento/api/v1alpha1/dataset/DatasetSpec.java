package io.pentimento.api.v1alpha1.dataset;

import static java.util.Objects.requireNonNullElseGet;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.pentimento.api.v1alpha1.source.FolderSource;

/** The images. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "!has(self.degradation) || !has(self.groundTruth)",
    message =
        "with degradation the images of source are their own ground truth: leave groundTruth out")
@ValidationRule(
    value = "!has(self.faces) || !has(self.groundTruth)",
    message =
        "with faces the images are cut out of photographs, and no ground truth has their names: leave groundTruth out")
public record DatasetSpec(
    @Required @JsonPropertyDescription("Unlabelled, degraded images: what to adapt to.")
        FolderSource source,
    @Default("{}") @JsonPropertyDescription("The part never trained on; the gate measures here.")
        HoldoutSpec holdout,
    @JsonPropertyDescription(
            "Clean images of anybody: real samples for the discriminator, reference for FID, KID"
                + " and NIQE. Without it the pseudo targets are the discriminator's real samples.")
        FolderSource reference,
    @JsonPropertyDescription(
            "For benchmarks: the clean image of each degraded one, under the same name, whatever the"
                + " extension. Measured against, never trained on.")
        FolderSource groundTruth,
    @JsonPropertyDescription(
            "For benchmarks: the images of source are clean, and are degraded this way before"
                + " anything else. Their clean versions are the ground truth.")
        DegradationSpec degradation,
    @Min(1)
        @JsonPropertyDescription(
            "At most so many images are trained on, chosen by content digest: fewer are a part of"
                + " more. For learning how many are enough. Default: all.")
        Integer maxTrainingImages,
    @JsonPropertyDescription(
            "The images are photographs: their faces are found, aligned and cut out, and the holdout"
                + " is split by photograph. Without it, each image is an aligned crop of a face.")
        FacesSpec faces) {

  public DatasetSpec {
    holdout = requireNonNullElseGet(holdout, HoldoutSpec::defaults);
  }

  /** Whether the holdout can be compared with clean versions of its images. */
  public boolean hasGroundTruth() {
    return groundTruth != null || degradation != null;
  }
}
