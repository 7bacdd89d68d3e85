// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.promotion;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.pentimento.api.v1alpha1.source.SecretReference;

/** The key that signs the evidence of a published model. */
public record SigningSpec(
    @Required
        @JsonPropertyDescription(
            "Secret in the same namespace whose key key.pem is the private key: ECDSA P-256 or"
                + " Ed25519, PKCS #8 as PEM.")
        SecretReference secretRef) {
  /** The key of the Secret's data that is the private key. */
  public static final String KEY = "key.pem";
}
