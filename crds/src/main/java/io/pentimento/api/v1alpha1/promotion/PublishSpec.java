// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.promotion;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.pentimento.api.v1alpha1.source.SecretReference;
import org.jspecify.annotations.Nullable;

/** Publication of a model that passed the gate: address, credentials and signature. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PublishSpec(
    @Required
        @Size(min = 1, max = 512)
        @Pattern(PublishSpec.URI_PATTERN)
        @JsonPropertyDescription(
            "oci://HOST/REPOSITORY, or oci://HOST/REPOSITORY:TAG. The tag is set last, when the"
                + " image and its evidence are complete.")
        String uri,
    @JsonPropertyDescription(
            "Secret in the same namespace with the credentials of the registry: .dockerconfigjson,"
                + " or username and password, or token; optionally ca.crt, and plainHttp with the"
                + " value true for a registry without TLS.")
        @Nullable SecretReference secretRef,
    @JsonPropertyDescription("The key that signs the evidence. Default: the evidence is unsigned.")
        @Nullable SigningSpec sign) {
  /** A repository in lower case, with a tag or without, and never with a digest. */
  static final String URI_PATTERN =
      "^oci://[A-Za-z0-9.-]+(:[0-9]+)?"
          + "/[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*"
          + "(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?$";

  private static final java.util.regex.Pattern TAG =
      java.util.regex.Pattern.compile(":[A-Za-z0-9_][A-Za-z0-9._-]*$");

  /**
   * The address of a published model.
   *
   * @param digest of the image, {@code sha256:} and 64 hexadecimal digits
   */
  public String address(String digest) {
    int path = uri.indexOf('/', "oci://".length());
    String repository = TAG.matcher(uri.substring(path)).replaceFirst("");
    return uri.substring(0, path) + repository + "@" + digest;
  }
}
