// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.runtime;

import io.pentimento.contract.TerminationMessage;
import io.pentimento.core.artifact.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes the result of a stage as JSON, atomically. */
public final class ResultFile {
  private ResultFile() {}

  public static void write(Path file, TerminationMessage result) throws IOException {
    AtomicFile.write(file, result.toJson().getBytes(StandardCharsets.UTF_8));
  }
}
