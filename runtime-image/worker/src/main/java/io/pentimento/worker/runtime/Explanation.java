// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.runtime;

import static java.util.Objects.requireNonNull;

import io.pentimento.core.artifact.FileProblem;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Messages for failures of the machine that Java describes badly. */
public final class Explanation {
  private static final long MEBIBYTE = 1 << 20;

  private Explanation() {}

  /** What failed and what to do, in one line. */
  public static String of(Throwable failure) {
    return cause(failure, OutOfMemoryError.class)
        .map(Explanation::ofMemory)
        .or(() -> cause(failure, UnsatisfiedLinkError.class).map(Explanation::ofLibrary))
        .orElseGet(() -> message(failure));
  }

  /** Java's own messages of file operations often contain only the path. */
  private static String message(Throwable failure) {
    if (failure instanceof FileSystemException io) {
      return FileProblem.sentence(io);
    }
    boolean repeats =
        failure instanceof UncheckedIOException io
            && io.getCause() != null
            && io.getCause().toString().equals(io.getMessage());
    if (repeats) {
      return message(requireNonNull(failure.getCause()));
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  /** The first exception of a type among a failure and its causes. */
  static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }

  private static String ofMemory(OutOfMemoryError e) {
    return "out of memory (%s): the Java heap of %d MiB is too small; set a larger PENTIMENTO_HEAP, such as PENTIMENTO_HEAP=4g, or JDK_JAVA_OPTIONS=-Xmx4g in a pod"
        .formatted(e.getMessage(), Runtime.getRuntime().maxMemory() / MEBIBYTE);
  }

  private static String ofLibrary(UnsatisfiedLinkError e) {
    return "a native library cannot be loaded (%s); libraries are unpacked into the temporary folder %s, which must be writable, must have free space and must not be mounted noexec: set TMPDIR to a folder on another file system"
        .formatted(oneLine(e), System.getProperty("java.io.tmpdir"));
  }

  private static String oneLine(UnsatisfiedLinkError e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
