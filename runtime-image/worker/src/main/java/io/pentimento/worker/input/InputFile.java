// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.input;

import io.pentimento.core.artifact.FileProblem;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a user names on the command line. */
public final class InputFile {
  private InputFile() {}

  /**
   * Returns the file if it can be read.
   *
   * @param name of the option or parameter, for errors
   * @throws IllegalArgumentException if it is missing, a folder or not readable
   */
  public static Path require(String name, Path file) {
    if (!Files.exists(file)) {
      throw new IllegalArgumentException("%s: file not found: %s".formatted(name, file));
    }
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException("%s: %s is a folder; name a file".formatted(name, file));
    }
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException("%s: access denied: %s".formatted(name, file));
    }
    return file;
  }

  /**
   * Returns the file if it is a text file in UTF-8.
   *
   * @param name of the option or parameter, for errors
   * @throws IllegalArgumentException if it is missing, a folder, not readable or not text
   */
  public static Path requireText(String name, Path file) throws IOException {
    text(name, file);
    return file;
  }

  /**
   * The content of a text file in UTF-8.
   *
   * @param name of the option or parameter, for errors
   * @throws IllegalArgumentException if it is missing, a folder, not readable or not text
   */
  public static String text(String name, Path file) throws IOException {
    try {
      return Files.readString(require(name, file));
    } catch (MalformedInputException e) {
      throw new IllegalArgumentException(
          "%s: %s: %s".formatted(name, file, FileProblem.reason(e)), e);
    }
  }
}
