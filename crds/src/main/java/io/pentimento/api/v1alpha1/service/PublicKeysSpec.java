// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.service;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** Reference to the trusted public keys. */
public record PublicKeysSpec(
    @Required
        @JsonPropertyDescription(
            "ConfigMap in the same namespace whose values are public keys in PEM format.")
        ConfigMapReference configMapRef) {}
