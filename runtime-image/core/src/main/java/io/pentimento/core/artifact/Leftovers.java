package io.pentimento.core.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Temporaries of {@link AtomicFile} that a killed process left behind. */
public final class Leftovers {
  private Leftovers() {}

  /**
   * Deletes them below {@code folder}.
   *
   * @param idle how long ago a temporary must have been written to last, so that one that another
   *     process is writing now survives
   * @return how many were deleted
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

  /** Renamed meanwhile means written now. */
  private static Instant lastWritten(Path temporary, Instant now) throws IOException {
    try {
      return Files.getLastModifiedTime(temporary).toInstant();
    } catch (NoSuchFileException e) {
      return now;
    }
  }
}
