// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Deletes temporary files of {@link AtomicFile} that a killed process left behind. */
public final class Leftovers {
  private Leftovers() {}

  /**
   * Deletes them below {@code folder}.
   *
   * @param idle minimum time since the last write, so that files that another process is writing
   *     are kept
   * @return the number of deleted files
   */
  public static int remove(Path folder, Duration idle, Instant now) throws IOException {
    int removed = 0;
    for (Path temporary : temporaries(folder)) {
      if (lastWritten(temporary, now).isBefore(now.minus(idle))
          && Files.deleteIfExists(temporary)) {
        removed++;
      }
    }
    return removed;
  }

  private static List<Path> temporaries(Path folder) throws IOException {
    return FileTree.files(folder).stream().filter(AtomicFile::isTemporary).toList();
  }

  /** A file that another process has just renamed was written recently. */
  private static Instant lastWritten(Path temporary, Instant now) throws IOException {
    try {
      return Files.getLastModifiedTime(temporary).toInstant();
    } catch (NoSuchFileException e) {
      return now;
    }
  }
}
