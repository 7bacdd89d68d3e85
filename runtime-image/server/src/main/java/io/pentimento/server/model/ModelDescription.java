// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.model;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The metadata of a model file.
 *
 * @param digest the SHA-256 of the exported weights
 * @param size height and width of the model's images, in pixels
 * @param provenance all other recorded metadata
 */
public record ModelDescription(
    String architecture, String digest, Size size, Map<String, String> provenance) {
  public static final String ARCHITECTURE = "pentimento.architecture";
  public static final String DIGEST = "pentimento.digest";
  public static final String SIZE = "pentimento.size";
  private static final String UNKNOWN = "unknown";

  /** In pixels. */
  public record Size(long height, long width) {}

  public static ModelDescription of(Map<String, String> metadata, Size size) {
    Map<String, String> rest = new TreeMap<>(metadata);
    rest.keySet().removeAll(Set.of(ARCHITECTURE, DIGEST, SIZE));
    return new ModelDescription(
        metadata.getOrDefault(ARCHITECTURE, UNKNOWN),
        metadata.getOrDefault(DIGEST, UNKNOWN),
        size,
        rest);
  }
}
