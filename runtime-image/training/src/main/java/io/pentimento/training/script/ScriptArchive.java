// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.script;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.CheckpointMismatch;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The archive of a TorchScript module, which contains code and tensors. */
public final class ScriptArchive {
  private ScriptArchive() {}

  /** Whether the file contains code, as modules do, and not only tensors, as checkpoints do. */
  public static boolean is(Path file) throws IOException {
    try {
      return hasCode(file);
    } catch (ZipException e) {
      return false;
    }
  }

  private static boolean hasCode(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.stream().anyMatch(e -> e.getName().matches("[^/]*/code/.*\\.py"));
    }
  }

  /**
   * Does nothing if the file is a module.
   *
   * @throws CheckpointException if it is not an archive
   * @throws CheckpointMismatch if it is a checkpoint
   */
  static void require(Path file) throws IOException {
    try {
      if (!hasCode(file)) {
        throw new CheckpointMismatch(
            file
                + ": the file has tensors, but no code; write TorchScript modules with"
                + " torch.jit.save, not with torch.save");
      }
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("file not found: " + file, e);
    } catch (ZipException e) {
      throw new CheckpointException(
          "%s: not a TorchScript module: %s".formatted(file, e.getMessage()), e);
    }
  }
}
