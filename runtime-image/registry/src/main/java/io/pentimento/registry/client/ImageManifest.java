// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The manifest of an image or artefact.
 *
 * @param artifactType null for an image
 * @param subject the manifest that this one refers to; null for an image
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonPropertyOrder({
  "schemaVersion",
  "mediaType",
  "artifactType",
  "config",
  "layers",
  "subject",
  "annotations"
})
public record ImageManifest(
    int schemaVersion,
    String mediaType,
    @Nullable String artifactType,
    Descriptor config,
    List<Descriptor> layers,
    @Nullable Descriptor subject,
    Map<String, String> annotations) {
  public static final String MEDIA_TYPE = "application/vnd.oci.image.manifest.v1+json";
  private static final int SCHEMA_VERSION = 2;

  public ImageManifest {
    layers = layers == null ? List.of() : List.copyOf(layers);
    annotations =
        annotations == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(annotations));
  }

  public static ImageManifest image(
      Descriptor config, List<Descriptor> layers, Map<String, String> annotations) {
    return new ImageManifest(SCHEMA_VERSION, MEDIA_TYPE, null, config, layers, null, annotations);
  }

  /** An artefact that refers to a manifest. */
  public static ImageManifest referrer(
      String artifactType,
      Descriptor config,
      Descriptor content,
      Descriptor subject,
      Map<String, String> annotations) {
    return new ImageManifest(
        SCHEMA_VERSION, MEDIA_TYPE, artifactType, config, List.of(content), subject, annotations);
  }
}
