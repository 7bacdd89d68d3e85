// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A list of manifests: the platforms of an image, or the referrers of a manifest. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonPropertyOrder({"schemaVersion", "mediaType", "manifests", "annotations"})
public record ImageIndex(
    int schemaVersion,
    String mediaType,
    List<Descriptor> manifests,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> annotations) {
  public static final String MEDIA_TYPE = "application/vnd.oci.image.index.v1+json";
  private static final int SCHEMA_VERSION = 2;

  public ImageIndex {
    manifests = manifests == null ? List.of() : List.copyOf(manifests);
    annotations =
        annotations == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(annotations));
  }

  public static ImageIndex of(List<Descriptor> manifests, Map<String, String> annotations) {
    return new ImageIndex(SCHEMA_VERSION, MEDIA_TYPE, manifests, annotations);
  }

  ImageIndex plus(Descriptor manifest) {
    return of(Stream.concat(manifests.stream(), Stream.of(manifest)).toList(), annotations);
  }

  boolean contains(String digest) {
    return manifests.stream().anyMatch(manifest -> manifest.digest().equals(digest));
  }
}
