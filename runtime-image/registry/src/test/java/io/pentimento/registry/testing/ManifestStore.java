// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pentimento.core.artifact.Digest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Manifests by digest, tags, and referrers. */
final class ManifestStore {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Stored> byDigest = new ConcurrentHashMap<>();
  private final Map<String, String> byTag = new ConcurrentHashMap<>();

  record Stored(String mediaType, byte[] content) {}

  /** Returns the subject, if the manifest has one. */
  Optional<String> put(String reference, String mediaType, byte[] content) throws IOException {
    String digest = Digest.of(content);
    byDigest.put(digest, new Stored(mediaType, content));
    if (!reference.startsWith("sha256:")) {
      byTag.put(reference, digest);
    }
    return subject(content);
  }

  void replace(String digest, byte[] content) {
    byDigest.computeIfPresent(digest, (key, old) -> new Stored(old.mediaType(), content));
  }

  Optional<Stored> get(String reference) {
    return Optional.ofNullable(byDigest.get(byTag.getOrDefault(reference, reference)));
  }

  byte[] referrers(String subject) throws IOException {
    ObjectNode index = JSON.createObjectNode().put("schemaVersion", 2);
    for (Map.Entry<String, Stored> each : byDigest.entrySet()) {
      if (subject(each.getValue().content()).filter(subject::equals).isPresent()) {
        JsonNode manifest = JSON.readTree(each.getValue().content());
        index
            .withArray("manifests")
            .addObject()
            .put("mediaType", each.getValue().mediaType())
            .put("digest", each.getKey())
            .put("size", each.getValue().content().length)
            .put("artifactType", manifest.path("artifactType").asText());
      }
    }
    return JSON.writeValueAsBytes(index);
  }

  private static Optional<String> subject(byte[] content) throws IOException {
    JsonNode digest = JSON.readTree(content).path("subject").path("digest");
    return digest.isTextual() ? Optional.of(digest.asText()) : Optional.empty();
  }

  List<String> tags() {
    return List.copyOf(byTag.keySet());
  }

  List<String> digests() {
    return List.copyOf(byDigest.keySet());
  }
}
