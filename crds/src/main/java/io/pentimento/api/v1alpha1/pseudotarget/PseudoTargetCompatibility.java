// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.pseudotarget;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** Deviations of the authors' code from their paper; docs/method.md, pseudo targets. */
public record PseudoTargetCompatibility(
    @Default("0")
        @Min(0)
        @Max(1)
        @JsonPropertyDescription(
            "1: the start noise is that of the next noisier step, as in the authors' code.")
        Integer startIndexOffset,
    @Default("false")
        @JsonPropertyDescription(
            "If true, the loop returns the state before the constraint, so that the last step"
                + " is not constrained, as in the authors' code. It has an effect only for L = 0.")
        Boolean returnBeforeConstraint) {

  public PseudoTargetCompatibility(
      @Nullable Integer startIndexOffset, @Nullable Boolean returnBeforeConstraint) {
    this.startIndexOffset = requireNonNullElse(startIndexOffset, 0);
    this.returnBeforeConstraint = requireNonNullElse(returnBeforeConstraint, false);
  }

  static PseudoTargetCompatibility defaults() {
    return new PseudoTargetCompatibility(null, null);
  }
}
