// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.dataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.pentimento.contract.SourceName;
import io.pentimento.core.artifact.AtomicFile;
import io.pentimento.worker.runtime.PreparedIndex.Rejected;
import io.pentimento.worker.runtime.WorkspaceJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The list of the images that generate excluded, with the reasons; stored in its artefact. */
public final class Quarantine {
  private static final String FILE = "quarantined.json";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Quarantine() {}

  public static Path write(Path artefact, List<Rejected> quarantined) throws IOException {
    Path list = artefact.resolve(FILE);
    AtomicFile.write(list, JSON.writeValueAsBytes(quarantined));
    return list;
  }

  /** Names of the listed images of the dataset, which are not used for training. */
  public static Set<String> names(Path artefact) throws IOException {
    Path list = artefact.resolve(FILE);
    return Files.exists(list)
        ? Stream.of(WorkspaceJson.read(list, json -> JSON.readValue(json, Rejected[].class)))
            .filter(rejected -> SourceName.DATASET.field().equals(rejected.source()))
            .map(Rejected::name)
            .collect(Collectors.toSet())
        : Set.of();
  }
}
