package io.pentimento.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * An image as {@code docker load} takes it.
 *
 * @param config what the container starts with
 * @param files paths in all layers, without the leading slash
 */
record Image(JsonNode config, Set<String> files) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Image read(Path tar) throws IOException {
    Map<String, JsonNode> documents = new HashMap<>();
    Set<String> files = new HashSet<>();
    each(Files.newInputStream(tar), (entry, content) -> read(entry, content, documents, files));
    JsonNode manifest = documents.get("manifest.json").get(0);
    return new Image(documents.get(manifest.path("Config").asText()).path("config"), files);
  }

  private static void read(
      TarArchiveEntry entry,
      InputStream content,
      Map<String, JsonNode> documents,
      Set<String> files)
      throws IOException {
    if (entry.getName().endsWith(".json")) {
      documents.put(entry.getName(), JSON.readTree(content.readAllBytes()));
    } else if (entry.getName().endsWith(".tar.gz")) {
      each(new GZIPInputStream(content), (file, bytes) -> files.add(file.getName()));
    }
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

  boolean holds(String pattern) {
    return files.stream().anyMatch(file -> file.matches(pattern));
  }

  @FunctionalInterface
  private interface Visitor {
    void visit(TarArchiveEntry entry, InputStream content) throws IOException;
  }
}
