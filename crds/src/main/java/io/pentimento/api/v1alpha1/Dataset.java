package io.pentimento.api.v1alpha1;

import static java.util.Objects.requireNonNullElseGet;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;

/** The images. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Dataset(
    @Required @JsonPropertyDescription("Unlabelled, degraded images: what to adapt to.")
        FolderSource source,
    @Default("{}") @JsonPropertyDescription("The part never trained on; the gate measures here.")
        Holdout holdout,
    @JsonPropertyDescription(
            "Clean images of anybody: real samples for the discriminator, reference for FID, KID"
                + " and NIQE. Without it the pseudo targets are the discriminator's real samples.")
        FolderSource reference,
    @JsonPropertyDescription(
            "For benchmarks: the clean image of each degraded one, under the same name, whatever the"
                + " extension. Measured against, never trained on.")
        FolderSource groundTruth) {

  public Dataset {
    holdout = requireNonNullElseGet(holdout, Holdout::defaults);
  }
}
