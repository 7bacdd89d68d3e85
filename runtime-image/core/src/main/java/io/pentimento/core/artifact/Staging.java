// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.artifact;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A folder in which one process writes an artefact. A single rename publishes the complete
 * artefact, and only if none exists yet: of several writers the first one succeeds, and published
 * files are never changed.
 */
public final class Staging {
  /** Deleted just before publication; missing if another process has moved the folder away. */
  static final String MARKER = ".staging.json";

  private static final String DISCARDED = "discarded-";
  private static final int ATTEMPTS = 5;

  private final Path folder;

  private Staging(Path folder) {
    this.folder = folder;
  }

  /**
   * Creates an empty folder.
   *
   * @param parent of all stagings of one artefact, on the artefact's file system
   */
  public static Staging begin(Path parent) throws IOException {
    Path folder = parent.resolve(UUID.randomUUID().toString());
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(MARKER), "{}");
    return new Staging(folder);
  }

  /**
   * Continues with the files of a former holder of the artefact's lease, or starts with an empty
   * folder. The folder is renamed, so that a former holder that still writes there cannot publish.
   */
  public static Staging takeOver(Path parent) throws IOException {
    Optional<Path> left = left(parent);
    return left.isPresent() ? renamed(left.get(), parent) : begin(parent);
  }

  private static Staging renamed(Path left, Path parent) throws IOException {
    Path mine = parent.resolve(UUID.randomUUID().toString());
    try {
      Files.move(left, mine, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return begin(parent);
    }
    Leftovers.remove(mine, Duration.ZERO, Instant.MAX);
    return new Staging(mine);
  }

  private static Optional<Path> left(Path parent) throws IOException {
    if (!Files.isDirectory(parent)) {
      return Optional.empty();
    }
    try (Stream<Path> stagings = Files.list(parent)) {
      return stagings.filter(s -> Files.exists(s.resolve(MARKER))).findFirst();
    }
  }

  /** Deletes all stagings; called when the artefact exists. */
  public static void discardAll(Path parent) throws IOException {
    if (Files.isDirectory(parent)) {
      try (Stream<Path> stagings = Files.list(parent)) {
        for (Path staging : stagings.toList()) {
          discard(staging, parent);
        }
      }
    }
  }

  public Path folder() {
    return folder;
  }

  /**
   * Writes the manifest and publishes the folder as the artefact.
   *
   * @return false if {@code artefact} is complete already; it is not changed
   * @throws StagingLostException if another process has moved this staging away
   */
  public boolean publish(Path artefact) throws IOException {
    Files.createDirectories(AtomicFile.parent(artefact));
    Manifest.close(folder);
    removeMarker();
    for (int attempt = 1; !Manifest.isComplete(artefact); attempt++) {
      try {
        Files.move(folder, artefact, StandardCopyOption.ATOMIC_MOVE);
        AtomicFile.forceFolder(AtomicFile.parent(artefact));
        return true;
      } catch (NoSuchFileException e) {
        throw new StagingLostException(folder, e);
      } catch (FileSystemException e) {
        if (attempt == ATTEMPTS || !Files.isDirectory(artefact)) {
          throw e;
        }
        removeUnfinished(artefact);
      }
    }
    return false;
  }

  private void removeMarker() throws IOException {
    try {
      Files.delete(folder.resolve(MARKER));
    } catch (NoSuchFileException e) {
      throw new StagingLostException(folder, e);
    }
  }

  /** A folder without a manifest at the path of an artefact, as earlier versions left. */
  private void removeUnfinished(Path artefact) throws IOException {
    removeUnless(artefact, AtomicFile.parent(folder), Manifest::isComplete);
  }

  /** Decides whether an artefact is kept. */
  @FunctionalInterface
  public interface Condition {
    boolean holds(Path folder) throws IOException;
  }

  /**
   * Deletes an artefact unless it is valid. It is renamed, checked again, and restored if it is a
   * valid one that another process has published in the meantime.
   *
   * @param parent of all stagings of the artefact
   */
  public static void removeUnless(Path artefact, Path parent, Condition isGood) throws IOException {
    if (!Files.exists(artefact) || isGood.holds(artefact)) {
      return;
    }
    Files.createDirectories(parent);
    Path aside = parent.resolve(DISCARDED + UUID.randomUUID());
    try {
      Files.move(artefact, aside, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return;
    }
    if (isGood.holds(aside)) {
      putBack(aside, artefact);
    } else {
      FileTree.delete(aside);
    }
  }

  private static void putBack(Path aside, Path artefact) throws IOException {
    try {
      Files.move(aside, artefact, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!Manifest.isComplete(artefact)) {
        throw e;
      }
      FileTree.delete(aside);
    }
  }

  /** Renames first, so that no reader sees a partly deleted artefact. */
  private static void discard(Path staging, Path parent) throws IOException {
    Path aside = parent.resolve(DISCARDED + UUID.randomUUID());
    try {
      Files.move(staging, aside, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return;
    }
    FileTree.delete(aside);
  }

  /** Deletes the folder if it was not published. */
  public void discard() throws IOException {
    discard(folder, AtomicFile.parent(folder));
  }
}
