// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.dataset;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Degradation of clean images for benchmarks, applied before all other processing. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "!has(self.downscale) || self.preset in ['CameraModerate', 'CameraSevere']",
    message = "downscale is for the camera presets only: leave it out, or choose a camera preset")
public record DegradationSpec(
    @Required
        @JsonPropertyDescription(
            "The degradation model. Blur sizes are stated for images of 512 pixels.")
        DegradationPreset preset,
    @Min(1)
        @Max(64)
        @JsonPropertyDescription(
            "Camera presets only: ratio of the image size to the sensor size. Default: 4.")
        @Nullable Double downscale,
    @Default("0")
        @Min(0)
        @JsonPropertyDescription(
            "Seed of all random numbers, combined with the content digest of the image.")
        Long seed) {

  public DegradationSpec {
    seed = requireNonNullElse(seed, 0L);
  }
}
