// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.retention;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.core.artifact.ArtifactException;
import io.pentimento.core.artifact.AtomicFile;
import io.pentimento.core.artifact.Digest;
import io.pentimento.registry.client.OciReference;
import io.pentimento.worker.runtime.WorkspaceJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Records in {@code published/} of a workspace from which artefacts a published model was made.
 * {@code pentimento gc} keeps these artefacts until the record is deleted.
 */
public record PublishedModels(WorkspaceLayout layout) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Records a published model. */
  public void add(OciReference address, Map<StageName, StageKey> keys) throws IOException {
    ObjectNode note = JSON.createObjectNode().put("address", address.toString());
    ObjectNode stages = note.putObject("stages");
    keys.forEach((stage, key) -> stages.put(stage.value(), key.hex()));
    AtomicFile.write(
        folder().resolve(Digest.hex(address.requireDigest()) + ".json"),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(note));
  }

  /** Keys of the stages that made the published models. */
  Set<String> keys() throws IOException {
    if (!Files.isDirectory(folder())) {
      return Set.of();
    }
    Set<String> keys = new HashSet<>();
    try (Stream<Path> files = Files.list(folder())) {
      for (Path file : files.filter(each -> each.toString().endsWith(".json")).toList()) {
        keys.addAll(keys(file));
      }
    }
    return keys;
  }

  /** A record without keys would let the artefacts of the model be removed. */
  private static Set<String> keys(Path file) throws IOException {
    Set<String> keys = new HashSet<>();
    WorkspaceJson.read(file, JSON::readTree).path("stages").forEach(key -> keys.add(key.asText()));
    if (keys.isEmpty()) {
      throw new ArtifactException(
          "%s names no stages; publish the model again, or delete the file to remove its artefacts"
              .formatted(file));
    }
    return keys;
  }

  private Path folder() {
    return layout.root().resolve("published");
  }
}
