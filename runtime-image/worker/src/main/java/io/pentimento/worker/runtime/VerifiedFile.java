// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.runtime;

import io.pentimento.contract.FailureClass;
import io.pentimento.core.artifact.Digest;
import io.pentimento.reason.ResultReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads files whose digest is known. */
public final class VerifiedFile {
  private VerifiedFile() {}

  public static boolean is(Path file, String digest) throws IOException {
    return Files.exists(file) && Digest.of(file).equals(digest);
  }

  /**
   * The content of a file of an artefact.
   *
   * @throws StageFailure if it is missing or has another digest
   */
  public static byte[] read(Path file, String digest) {
    try {
      byte[] content = Files.readAllBytes(file);
      if (Digest.of(content).equals(digest)) {
        return content;
      }
    } catch (NoSuchFileException e) {
      throw damaged(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw damaged(file);
  }

  private static StageFailure damaged(Path file) {
    // A file of an artefact is in a subfolder, such as images/.
    Path artefact = file.toAbsolutePath().resolve("../..").normalize();
    return new StageFailure(
        FailureClass.DATA,
        ResultReason.DAMAGED_ARTEFACT,
        "%s is missing or was changed after it was written; delete the artefact %s to compute it again"
            .formatted(file, artefact));
  }
}
