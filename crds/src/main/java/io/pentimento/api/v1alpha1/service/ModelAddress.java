// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.service;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/**
 * A model and where it is.
 *
 * @param uri {@code oci://HOST/REPOSITORY@DIGEST}, or {@code pvc://CLAIM/PATH} of a job's workspace
 * @param digest {@code sha256:} and 64 digits: of the image, or of a job's weights
 */
public record ModelAddress(
    @Required @JsonPropertyDescription("Address of the model.") String uri,
    @Required @JsonPropertyDescription("Digest of the model.") String digest) {
  public ModelAddress {
    requireNonNull(uri, "uri");
    requireNonNull(digest, "digest");
  }
}
