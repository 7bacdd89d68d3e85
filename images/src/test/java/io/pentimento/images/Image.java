// SPDX-License-Identifier: Apache-2.0
package io.pentimento.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * An image in the format of {@code docker load}.
 *
 * @param config configuration of the container
 * @param layers the files of each layer, lowest first, without the leading slash
 */
record Image(JsonNode config, List<Set<String>> layers) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Cache by name, which is a digest. Images share large layers, which take minutes to unpack. */
  private static final Map<String, Set<String>> LAYERS = new HashMap<>();

  static Image read(Path tar) throws IOException {
    Map<String, JsonNode> documents = new HashMap<>();
    try (InputStream stream = Files.newInputStream(tar)) {
      each(stream, (entry, content) -> read(entry, content, documents));
    }
    JsonNode manifest = documents.get("manifest.json").get(0);
    return new Image(
        documents.get(manifest.path("Config").asText()).path("config"),
        StreamSupport.stream(manifest.path("Layers").spliterator(), false)
            .map(name -> LAYERS.get(name.asText()))
            .toList());
  }

  private static void read(
      TarArchiveEntry entry, InputStream content, Map<String, JsonNode> documents)
      throws IOException {
    String name = entry.getName();
    if (name.endsWith(".json")) {
      documents.put(name, JSON.readTree(content.readAllBytes()));
    } else if (name.endsWith(".tar.gz") && !LAYERS.containsKey(name)) {
      LAYERS.put(name, files(new GZIPInputStream(content)));
    }
  }

  private static Set<String> files(InputStream layer) throws IOException {
    Set<String> files = new HashSet<>();
    each(
        layer,
        (entry, content) -> {
          if (!entry.isDirectory()) {
            files.add(entry.getName());
          }
        });
    return files;
  }

  private static void each(InputStream stream, Visitor visitor) throws IOException {
    TarArchiveInputStream tar = new TarArchiveInputStream(stream);
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      visitor.visit(entry, tar);
    }
  }

  String environment(String name) {
    for (JsonNode each : config.path("Env")) {
      if (each.asText().startsWith(name + "=")) {
        return each.asText().substring(name.length() + 1);
      }
    }
    return null;
  }

  Set<String> files() {
    return layers.stream().flatMap(Set::stream).collect(Collectors.toSet());
  }

  boolean holds(String pattern) {
    return layers.stream().flatMap(Set::stream).anyMatch(file -> file.matches(pattern));
  }

  @FunctionalInterface
  private interface Visitor {
    void visit(TarArchiveEntry entry, InputStream content) throws IOException;
  }
}
