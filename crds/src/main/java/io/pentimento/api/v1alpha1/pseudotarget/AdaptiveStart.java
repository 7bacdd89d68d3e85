// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.pseudotarget;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** Adds more noise to images that are worse; docs/method.md, starting step per image. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AdaptiveStart(
    @Required
        @Min(1)
        @Max(1000)
        @JsonPropertyDescription(
            "Timestep to which an image is noised that the restorer does not change. Images that"
                + " it changes more are noised further, up to startTimestep (K).")
        Integer minTimestep,
    @Default("20")
        @Min(value = 0, inclusive = false)
        @Max(255)
        @JsonPropertyDescription(
            "Root mean square change by the restorer, in levels of 0 to 255, from which an image is"
                + " noised to startTimestep (K).")
        Double fullChange) {

  public AdaptiveStart(Integer minTimestep, @Nullable Double fullChange) {
    this.minTimestep = minTimestep;
    this.fullChange = requireNonNullElse(fullChange, 20.0);
  }
}
