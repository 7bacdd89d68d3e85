// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.service;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import org.jspecify.annotations.Nullable;

/**
 * The checks that each server pod makes on the model before it starts. The digest is always
 * verified.
 *
 * @param publicKeys null if no signature is required
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VerificationSpec(
    @Default("Passed")
        @JsonPropertyDescription(
            "Passed: the evidence must state that the gate passed. Any: the decision of the gate"
                + " is not checked.")
        GateRequirement gate,
    @JsonPropertyDescription(
            "Trusted keys, one of which must have signed the evidence. Default: no signature is"
                + " required.")
        @Nullable PublicKeysSpec publicKeys) {

  public VerificationSpec {
    gate = requireNonNullElse(gate, GateRequirement.PASSED);
  }

  public static VerificationSpec defaults() {
    return new VerificationSpec(GateRequirement.PASSED, null);
  }
}
