// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.photo;

import io.pentimento.core.image.ImageException;
import io.pentimento.worker.runtime.FailureClassifier;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Reports failed files, while the other files are processed. */
final class Failures {
  private final PrintWriter err;
  private int exitCode;

  Failures(PrintWriter err) {
    this.err = err;
  }

  /** Prints a line that names the file. */
  void add(Path file, Throwable failure) {
    boolean named = failure instanceof ImageException || failure instanceof UncheckedIOException;
    err.println(named ? failure.getMessage() : "%s: %s".formatted(file, failure.getMessage()));
    if (exitCode == 0) {
      exitCode = FailureClassifier.of(failure).failure().exitCode();
    }
  }

  /** Exit code: 0 without failures, otherwise that of the first failure. */
  int exitCode() {
    return exitCode;
  }
}
