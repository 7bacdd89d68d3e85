// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.retention;

import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.core.artifact.Manifest;
import io.pentimento.worker.runtime.StageArtifacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * An item that nothing refers to. A stage that finds an artefact marks it as used; the item is
 * therefore moved aside in one step, and moved back if it was used since it was listed.
 */
record UnusedItem(WorkspaceLayout layout, Item item) {
  private static final String TRASH = "trash";

  /** Longer than any removal takes. */
  private static final Duration KEPT = Duration.ofHours(12);

  /** Deletes the item unless it was used in the meantime; returns whether it was deleted. */
  boolean delete() throws IOException {
    Path place = layout.root().resolve(item.path());
    if (!Files.exists(place)) {
      return false;
    }
    Path trash = Files.createDirectories(layout.root().resolve(TRASH));
    Path aside = trash.resolve(UUID.randomUUID().toString());
    Files.move(place, aside, StandardCopyOption.ATOMIC_MOVE);
    if (lastUse(aside).isAfter(item.modified())) {
      Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
      return false;
    }
    StageArtifacts.deleteTree(aside);
    return true;
  }

  /** Deletes what an earlier process moved aside and left, because it was killed. */
  static void emptyTrash(WorkspaceLayout layout, Instant now) throws IOException {
    Path trash = layout.root().resolve(TRASH);
    if (!Files.isDirectory(trash)) {
      return;
    }
    List<Path> left;
    try (Stream<Path> children = Files.list(trash)) {
      left = children.toList();
    }
    if (Files.getLastModifiedTime(trash).toInstant().plus(KEPT).isBefore(now)) {
      for (Path item : left) {
        StageArtifacts.deleteTree(item);
      }
    }
  }

  private static Instant lastUse(Path folder) throws IOException {
    Path marked = folder.resolve(Manifest.FILE);
    return Files.exists(marked)
        ? Files.getLastModifiedTime(marked).toInstant()
        : Files.getLastModifiedTime(folder).toInstant();
  }
}
