// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.model;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.pentimento.api.v1alpha1.source.FileSource;
import java.util.List;

/** A network that scores images, and its input format. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "self.standardDeviation.all(s, s > 0.0)",
    message = "standardDeviation must be above 0")
public record ScoringNetwork(
    @Required
        @JsonPropertyDescription(
            "ONNX file with one input (N, 3, H, W), or (N, 1, H, W) for grey images. Images are"
                + " resized if height and width are fixed.")
        FileSource source,
    @Required
        @Size(min = 1, max = 40)
        @JsonPropertyDescription("Name of the network in reports, such as MUSIQ or ArcFace.")
        String name,
    @Default("[0, 0, 0]")
        @Size(min = 3, max = 3)
        @JsonPropertyDescription(
            "Mean of red, green and blue, for values from 0 to 1. It is subtracted from the"
                + " input.")
        List<Double> mean,
    @Default("[1, 1, 1]")
        @Size(min = 3, max = 3)
        @JsonPropertyDescription(
            "Standard deviation of red, green and blue. The input is divided by it.")
        List<Double> standardDeviation) {

  public ScoringNetwork {
    mean = List.copyOf(requireNonNullElse(mean, List.of(0.0, 0.0, 0.0)));
    standardDeviation = List.copyOf(requireNonNullElse(standardDeviation, List.of(1.0, 1.0, 1.0)));
  }
}
