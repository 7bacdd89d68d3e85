// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.inference;

import io.pentimento.core.device.OnnxRuntimeLibrary;
import io.pentimento.core.onnx.OnnxModel;
import io.pentimento.core.onnx.OnnxModelFile;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.SessionOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Loads a model from temporary files, because a model in memory needs another copy of the weights
 * in the heap.
 */
final class TemporaryGraph {
  private TemporaryGraph() {}

  static OnnxSession open(OnnxModel model, SessionOptions options) throws IOException {
    // Loaded first, because its error explains an unusable temporary folder.
    OnnxRuntimeLibrary.environment();
    Path folder = Files.createTempDirectory("graph");
    try {
      Path file = folder.resolve("graph.onnx");
      OnnxModelFile.write(model, file);
      return OnnxSession.open(file, options);
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
