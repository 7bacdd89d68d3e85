// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.local;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.worker.runtime.WorkspaceJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds complete artefacts, which have a manifest, and the results stored with them. */
public final class CompleteArtefacts {
  private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");

  private final WorkspaceLayout layout;

  /** Cached, because complete artefacts never change. */
  private final Map<StageKey, TerminationMessage> known = new HashMap<>();

  public CompleteArtefacts(WorkspaceLayout layout) {
    this.layout = layout;
  }

  public Map<StageKey, TerminationMessage> observe() throws IOException {
    for (StageName stage : StageName.values()) {
      Path folder = layout.root().resolve("artifacts").resolve(stage.value());
      if (Files.isDirectory(folder)) {
        observe(stage, folder);
      }
    }
    return Map.copyOf(known);
  }

  private void observe(StageName stage, Path folder) throws IOException {
    for (Path artefact : children(folder)) {
      Optional<StageKey> key = key(artefact);
      if (key.isPresent() && !known.containsKey(key.get())) {
        read(stage, key.get());
      }
    }
  }

  /** Empty for folders that no stage wrote, such as {@code lost+found}. */
  private static Optional<StageKey> key(Path artefact) {
    String name = artefact.getFileName().toString();
    return KEY.matcher(name).matches() ? Optional.of(new StageKey(name)) : Optional.empty();
  }

  private void read(StageName stage, StageKey key) throws IOException {
    Path result = layout.result(stage, key);
    if (Files.exists(layout.manifest(stage, key)) && Files.exists(result)) {
      known.put(key, WorkspaceJson.read(result, TerminationMessage::fromJson));
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.toList();
    }
  }
}
