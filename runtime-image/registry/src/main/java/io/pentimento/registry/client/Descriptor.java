// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Points to a blob or manifest, as the OCI image specification defines it.
 *
 * @param artifactType of a manifest in a list of referrers; may be null
 * @param platform of a manifest in an index; may be null
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonPropertyOrder({"mediaType", "artifactType", "digest", "size", "platform", "annotations"})
public record Descriptor(
    String mediaType,
    @Nullable String artifactType,
    String digest,
    long size,
    @Nullable Platform platform,
    Map<String, String> annotations) {

  /** Where an image runs. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonPropertyOrder({"architecture", "os"})
  public record Platform(String architecture, String os) {}

  public Descriptor {
    annotations =
        annotations == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(annotations));
  }

  public static Descriptor of(String mediaType, Blob blob) {
    return new Descriptor(mediaType, null, blob.digest(), blob.size(), null, Map.of());
  }

  public Descriptor withAnnotations(Map<String, String> newAnnotations) {
    return new Descriptor(mediaType, artifactType, digest, size, platform, newAnnotations);
  }

  public Descriptor withPlatform(Platform newPlatform) {
    return new Descriptor(mediaType, artifactType, digest, size, newPlatform, annotations);
  }

  public Descriptor withArtifactType(String newType) {
    return new Descriptor(mediaType, newType, digest, size, platform, annotations);
  }
}
