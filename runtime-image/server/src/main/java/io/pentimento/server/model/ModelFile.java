// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.model;

import io.pentimento.core.restorer.ServingPrecision;
import io.pentimento.core.restorer.TorchScriptMetadata;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Selects the file to load for a model. */
final class ModelFile {
  private static final String IN_DIRECTORY = "model.onnx";
  private static final String GRAPH = ".onnx";

  private ModelFile() {}

  /**
   * The file of the requested precision if it exists. Otherwise the named file: models of earlier
   * versions exist only in float32, and serving them is better than not serving. Otherwise a file
   * of the other kind, because a job whose architecture was changed continues to serve its last
   * model.
   *
   * @param path a file, or a directory with {@code model.onnx}
   * @return a file that may not exist
   */
  static Path of(Path path, ServingPrecision precision) {
    Path named = Files.isDirectory(path) ? path.resolve(IN_DIRECTORY) : path;
    return Stream.of(inPrecision(named, precision), named, ofOtherKind(named))
        .filter(Files::exists)
        .findFirst()
        .orElse(named);
  }

  /** A file is in float32 unless its name contains another format; the name is then unchanged. */
  private static Path inPrecision(Path named, ServingPrecision precision) {
    return precision == ServingPrecision.FLOAT16 && named.toString().endsWith(GRAPH)
        ? precision.beside(named)
        : named;
  }

  private static Path ofOtherKind(Path named) {
    String name = named.getFileName().toString();
    return named.resolveSibling(
        name.endsWith(TorchScriptMetadata.MODULE)
            ? name.replaceFirst("[.]pt$", GRAPH)
            : name.replaceFirst("[.]onnx$", TorchScriptMetadata.MODULE));
  }
}
