// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.detect;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.onnx.OnnxException;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.SessionOptions;
import java.nio.file.Files;
import java.nio.file.Path;

/** Loads detector files and reports why a file cannot be used. */
final class DetectorFile {
  /** One thread per run, because tiles are searched in parallel. */
  private static final SessionOptions OPTIONS = SessionOptions.defaults().withThreads(1);

  private DetectorFile() {}

  /**
   * @throws IllegalArgumentException if the file does not exist, or it is a network of another kind
   * @throws CheckpointException if it is not a readable ONNX file
   */
  static FaceNetwork open(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "Face detector file not found: %s; name an ONNX file of %s."
              .formatted(file, String.join(" or ", DetectorType.names())));
    }
    OnnxSession session = load(file);
    return DetectorType.of(session)
        .map(type -> type.network(session))
        .orElseThrow(() -> unknown(file, session));
  }

  private static OnnxSession load(Path file) {
    try {
      return OnnxSession.open(file, OPTIONS);
    } catch (OnnxException e) {
      throw new CheckpointException(
          "The face detector %s is not a readable ONNX file: %s".formatted(file, e.getMessage()),
          e);
    }
  }

  private static IllegalArgumentException unknown(Path file, OnnxSession session) {
    String ports = "inputs %s, outputs %s".formatted(session.inputs(), session.outputs());
    session.close();
    return new IllegalArgumentException(
        "%s is an ONNX network, but not a face detector of a known type (%s): it has %s"
            .formatted(file, String.join(", ", DetectorType.names()), ports));
  }
}
