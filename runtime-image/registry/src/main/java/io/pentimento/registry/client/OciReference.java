// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.client;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import land.oras.ContainerRef;
import org.jspecify.annotations.Nullable;

/**
 * The address of an image in a registry: {@code
 * oci://HOST[:PORT]/REPOSITORY[:TAG][@sha256:DIGEST]}.
 *
 * @param registry host, with the port if it is not the default one
 * @param tag null if there is none
 * @param digest {@code sha256:} and 64 hexadecimal digits; null if there is none
 */
public record OciReference(
    String registry, String repository, @Nullable String tag, @Nullable String digest) {
  public static final String SCHEME = "oci://";

  private static final Pattern FORM =
      Pattern.compile(
          "oci://(?<registry>[A-Za-z0-9.-]+(?::[0-9]+)?|\\[[0-9a-fA-F:]+](?::[0-9]+)?)"
              + "/(?<repository>[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*)"
              + "(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9._-]{0,127}))?"
              + "(?:@(?<digest>sha256:[0-9a-f]{64}))?");

  public OciReference {
    requireNonNull(registry, "registry");
    requireNonNull(repository, "repository");
  }

  /**
   * @throws IllegalArgumentException if the text has another form
   */
  public static OciReference parse(String uri) {
    Matcher matcher = FORM.matcher(uri);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "%s is not a registry address; write oci://HOST/REPOSITORY, followed by :TAG or @sha256:DIGEST; repositories are in lower case"
              .formatted(uri));
    }
    return new OciReference(
        matcher.group("registry"),
        matcher.group("repository"),
        matcher.group("tag"),
        matcher.group("digest"));
  }

  public OciReference withDigest(String newDigest) {
    return new OciReference(registry, repository, null, requireNonNull(newDigest, "digest"));
  }

  public OciReference withTag(String newTag) {
    return new OciReference(registry, repository, requireNonNull(newTag, "tag"), null);
  }

  /**
   * The digest.
   *
   * @throws IllegalArgumentException if the address has none
   */
  public String requireDigest() {
    return Optional.ofNullable(digest)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s is not pinned; add the digest that 'pentimento publish' printed: %s%s/%s@sha256:…"
                        .formatted(this, SCHEME, registry, repository)));
  }

  ContainerRef toOras() {
    return ContainerRef.parse(toString());
  }

  @Override
  public String toString() {
    return SCHEME
        + registry
        + "/"
        + repository
        + (tag == null ? "" : ":" + tag)
        + (digest == null ? "" : "@" + digest);
  }
}
