// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.dataset;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.pentimento.core.artifact.AtomicFile;
import io.pentimento.worker.runtime.WorkspaceJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Weights of pseudo targets in training, by image name; stored in the artefact of generate. */
public final class TargetWeights {
  private static final String FILE = "weights.json";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private TargetWeights() {}

  public static void write(Path artefact, Map<String, Double> weights) throws IOException {
    AtomicFile.write(artefact.resolve(FILE), JSON.writeValueAsBytes(new TreeMap<>(weights)));
  }

  /** Empty if all weights are equal. */
  public static Map<String, Double> read(Path artefact) throws IOException {
    Path file = artefact.resolve(FILE);
    return Files.exists(file)
        ? WorkspaceJson.read(
            file, json -> JSON.readValue(json, new TypeReference<Map<String, Double>>() {}))
        : Map.of();
  }
}
