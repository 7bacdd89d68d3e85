package io.pentimento.training.script;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.CheckpointMismatch;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The archive that holds a TorchScript module: code beside the tensors. */
public final class ScriptArchive {
  private ScriptArchive() {}

  /** Whether the file has code, as modules have, and not only tensors, as checkpoints. */
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
   * @throws CheckpointException if it is no archive at all
   * @throws CheckpointMismatch if it is a checkpoint
   */
  static void require(Path file) throws IOException {
    try {
      if (!hasCode(file)) {
        throw new CheckpointMismatch(
            file
                + ": there are tensors, but no code; a TorchScript module is what torch.jit.save"
                + " writes, not torch.save");
      }
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("there is no file " + file, e);
    } catch (ZipException e) {
      throw new CheckpointException(
          "%s: no TorchScript module: %s".formatted(file, e.getMessage()), e);
    }
  }
}
