// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.dataset;

import static java.util.Objects.requireNonNullElseGet;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.pentimento.api.v1alpha1.source.FolderSource;
import org.jspecify.annotations.Nullable;

/** Where the images come from and how they are used. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "!has(self.degradation) || !has(self.groundTruth)",
    message =
        "dataset.degradation makes the images of dataset.source their own ground truth: leave out"
            + " dataset.groundTruth")
@ValidationRule(
    value =
        "!has(self.faces) || !has(self.groundTruth) || (has(self.faces.aligned) &&"
            + " self.faces.aligned)",
    message =
        "dataset.faces and dataset.groundTruth exclude each other, because faces cut out of"
            + " photographs have no ground truth; remove groundTruth, or set faces.aligned if the"
            + " images are aligned crops")
public record DatasetSpec(
    @Required @JsonPropertyDescription("Unlabelled, degraded images to adapt to.")
        FolderSource source,
    @Default("{}")
        @JsonPropertyDescription(
            "Images that are not used for training; the gate is measured on them.")
        HoldoutSpec holdout,
    @JsonPropertyDescription(
            "Clean face images; they need not show the same people. They are the real samples"
                + " of the discriminator and the reference of FID, KID and NIQE. Without them, the"
                + " pseudo targets are the real samples.")
        @Nullable FolderSource reference,
    @JsonPropertyDescription(
            "For benchmarks: the clean version of each image, under the same name with any"
                + " extension. Used for metrics, never for training.")
        @Nullable FolderSource groundTruth,
    @JsonPropertyDescription(
            "For benchmarks: the images of source are clean and are degraded in this way first."
                + " The clean versions are the ground truth.")
        @Nullable DegradationSpec degradation,
    @Min(1)
        @JsonPropertyDescription(
            "Maximum number of training images, selected by content digest; smaller limits"
                + " select a subset of larger ones. Default: all.")
        @Nullable Integer maxTrainingImages,
    @JsonPropertyDescription(
            "The images are photographs: their faces are found, aligned and cut out, and the"
                + " holdout is split by photograph. Without it, each image is an aligned crop of a"
                + " face. With aligned, the images are crops and are only checked.")
        @Nullable FacesSpec faces) {

  public DatasetSpec {
    holdout = requireNonNullElseGet(holdout, HoldoutSpec::defaults);
  }

  /** Whether the holdout can be compared with clean versions of its images. */
  public boolean hasGroundTruth() {
    return groundTruth != null || degradation != null;
  }
}
