package io.pentimento.worker.stage;

import io.pentimento.core.artifact.AtomicFile;
import io.pentimento.stage.TerminationMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes the result of a stage as JSON, atomically. */
final class ResultFile {
  private ResultFile() {}

  static void write(Path file, TerminationMessage result) throws IOException {
    AtomicFile.write(file, result.toJson().getBytes(StandardCharsets.UTF_8));
  }
}
