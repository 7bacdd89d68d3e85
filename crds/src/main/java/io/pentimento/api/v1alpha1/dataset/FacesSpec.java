// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.dataset;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;

/** Settings for cutting faces out of photographs. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FacesSpec(
    @Required @JsonPropertyDescription("The network that finds faces.") FaceDetectorSpec detector,
    @Default("40")
        @Min(1)
        @JsonPropertyDescription("Smallest face: the longer side of its box, in pixels.")
        Integer minSize,
    @Default("100")
        @Min(1)
        @JsonPropertyDescription("Maximum number of faces per photograph; the largest are used.")
        Integer maxPerImage,
    @Default("0")
        @Min(0)
        @Max(1)
        @JsonPropertyDescription(
            "How much more of the picture the crops show than the FFHQ alignment: 0.1 for 10 %.")
        Double margin,
    @Default("false")
        @JsonPropertyDescription(
            "The images are aligned crops already. The detector only checks a sample of them, and"
                + " a warning says if the eyes are not where the FFHQ alignment has them.")
        Boolean aligned) {

  public FacesSpec {
    minSize = requireNonNullElse(minSize, 40);
    maxPerImage = requireNonNullElse(maxPerImage, 100);
    margin = requireNonNullElse(margin, 0.0);
    aligned = requireNonNullElse(aligned, false);
  }
}
