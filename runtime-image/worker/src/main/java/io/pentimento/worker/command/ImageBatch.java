// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command;

import io.pentimento.contract.FailureClass;
import io.pentimento.core.artifact.AtomicFile;
import io.pentimento.core.image.ImageException;
import io.pentimento.core.image.folder.ImageFormat;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.progress.ProgressDisplay;
import io.pentimento.worker.runtime.FailureClassifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Processes images one after the other and continues after a failed image. */
final class ImageBatch {
  private static final int LISTED = 50;

  private final ImagePaths paths;
  private final ProgressDisplay display;
  private final Map<Path, Throwable> failures = new LinkedHashMap<>();

  /** Converts one image into another. */
  @FunctionalInterface
  interface Step {
    Tensor of(Path input);
  }

  /** Converts one file into the bytes of another. */
  @FunctionalInterface
  interface FileStep {
    byte[] of(Path input, Path output);
  }

  ImageBatch(ImagePaths paths, ProgressDisplay display) {
    this.paths = paths;
    this.display = display;
  }

  /**
   * Writes the result of each image in the format of its file name extension.
   *
   * @throws IOException if a result cannot be written, because the next one would fail as well
   */
  void run(Step step) throws IOException {
    runFiles((input, output) -> ImageFormat.of(output).encode(step.of(input)));
  }

  /**
   * Writes the result of each image.
   *
   * @throws IOException if a result cannot be written, because the next one would fail as well
   */
  void runFiles(FileStep step) throws IOException {
    int done = 0;
    for (Map.Entry<Path, Path> pair : paths.outputs().entrySet()) {
      Optional<byte[]> result = result(step, pair.getKey(), pair.getValue());
      if (result.isPresent()) {
        AtomicFile.write(pair.getValue(), result.get());
      }
      display.update(++done);
    }
  }

  /** The result; empty after a failure. */
  private Optional<byte[]> result(FileStep step, Path input, Path output) {
    try {
      return Optional.of(step.of(input, output));
    } catch (RuntimeException | OutOfMemoryError e) {
      failures.put(input, e);
      return Optional.empty();
    }
  }

  /** Number of written images. */
  int written() {
    return paths.outputs().size() - failures.size();
  }

  /** Lists skipped and failed files; the exit code is that of the first failure. */
  int report(PrintWriter err) {
    paths.skipped().forEach(err::println);
    failures.entrySet().stream()
        .limit(LISTED)
        .forEach(failure -> err.println(sentence(failure.getKey(), failure.getValue())));
    if (failures.size() > LISTED) {
      err.printf("… and %d more%n", failures.size() - LISTED);
    }
    if (failures.isEmpty()) {
      return 0;
    }
    err.printf("%d of %d images failed%n", failures.size(), paths.outputs().size());
    Throwable first = failures.values().iterator().next();
    FailureClass failure = FailureClassifier.of(first).failure();
    if (failure == FailureClass.INTERNAL) {
      first.printStackTrace(err);
    }
    return failure.exitCode();
  }

  private static String sentence(Path input, Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      return "%s: not enough memory for this image; set PENTIMENTO_HEAP to more than the current %d MiB"
          .formatted(input, Runtime.getRuntime().maxMemory() >> 20);
    }
    String message = String.valueOf(failure.getMessage());
    boolean named = failure instanceof ImageException || failure instanceof UncheckedIOException;
    return named ? message : "%s: %s".formatted(input, message);
  }
}
