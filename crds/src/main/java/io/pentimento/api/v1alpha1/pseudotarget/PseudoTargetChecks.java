// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.pseudotarget;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** Checks that exclude bad pseudo targets; docs/method.md, pseudo targets. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PseudoTargetChecks(
    @Min(0)
        @Max(255)
        @JsonPropertyDescription(
            "Maximum change of the low frequencies from the degraded image, in levels of 0 to"
                + " 255, as measured by the metric Consistency. Default: no limit.")
        @Nullable Double maxInconsistency,
    @Min(-1)
        @Max(10)
        @JsonPropertyDescription(
            "Maximum increase of NIQE over the degraded image, as a fraction of its value;"
                + " negative values require a decrease. Requires dataset.reference. Default: no"
                + " limit.")
        @Nullable Double maxNiqeIncrease) {}
