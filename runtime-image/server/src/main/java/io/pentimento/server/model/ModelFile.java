package io.pentimento.server.model;

import io.pentimento.core.restorer.ModuleCard;
import io.pentimento.core.restorer.ServingPrecision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Which of the files that a model may lie in is loaded. */
final class ModelFile {
  private static final String IN_DIRECTORY = "model.onnx";
  private static final String GRAPH = ".onnx";

  private ModelFile() {}

  /**
   * The file of the precision wanted where there is one. Otherwise the one that is named: a model
   * of before there was a choice has float32 alone, and to serve it beats serving nothing.
   * Otherwise one of the other kind: a job whose architecture was changed goes on with its last
   * model.
   *
   * @param path a file, or a directory with {@code model.onnx}
   * @return a file that need not exist
   */
  static Path of(Path path, ServingPrecision precision) {
    Path named = Files.isDirectory(path) ? path.resolve(IN_DIRECTORY) : path;
    return Stream.of(inPrecision(named, precision), named, ofOtherKind(named))
        .filter(Files::exists)
        .findFirst()
        .orElse(named);
  }

  /** Float32 is what a file is in unless its name says otherwise, so that it stands as it is. */
  private static Path inPrecision(Path named, ServingPrecision precision) {
    return precision == ServingPrecision.FLOAT16 && named.toString().endsWith(GRAPH)
        ? precision.beside(named)
        : named;
  }

  private static Path ofOtherKind(Path named) {
    String name = named.getFileName().toString();
    return named.resolveSibling(
        name.endsWith(ModuleCard.MODULE)
            ? name.replaceFirst("[.]pt$", GRAPH)
            : name.replaceFirst("[.]onnx$", ModuleCard.MODULE));
  }
}
