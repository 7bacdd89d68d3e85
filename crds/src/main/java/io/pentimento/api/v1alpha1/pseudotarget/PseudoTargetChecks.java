package io.pentimento.api.v1alpha1.pseudotarget;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** Which pseudo targets are too bad to learn from; docs/method.md, pseudo targets. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PseudoTargetChecks(
    @Min(0)
        @Max(255)
        @JsonPropertyDescription(
            "Most that the coarse picture may have moved from the degraded image's, in levels of 0"
                + " to 255, as the metric Consistency measures it. Default: no limit.")
        Double maxInconsistency,
    @Min(-1)
        @Max(10)
        @JsonPropertyDescription(
            "Most that NIQE may have risen over the degraded image's, as a fraction of it; below 0"
                + " it must have fallen. Needs dataset.reference. Default: no limit.")
        Double maxNiqeIncrease) {}
