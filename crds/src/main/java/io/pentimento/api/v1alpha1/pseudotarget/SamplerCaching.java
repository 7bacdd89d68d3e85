// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.pseudotarget;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** Selects the steps that run the whole network; docs/method.md, section 1.10. */
public record SamplerCaching(
    @Default("3")
        @Min(2)
        @Max(20)
        @JsonPropertyDescription(
            "The whole network runs every this many steps, and at the first step after the"
                + " constrained phase. The other steps run its outermost level only.")
        Integer interval,
    @Default("2")
        @Min(1)
        @Max(1000)
        @JsonPropertyDescription("Number of last steps that all run the whole network.")
        Integer finalFullSteps) {

  public SamplerCaching {
    interval = requireNonNullElse(interval, 3);
    finalFullSteps = requireNonNullElse(finalFullSteps, 2);
  }
}
