// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.input;

import io.pentimento.core.artifact.AtomicFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file or folder that a command will write; checked before the work begins. */
public final class OutputPath {
  private OutputPath() {}

  /**
   * Returns the file if it can be written; its folders need not exist. Pipes and devices such as
   * {@code /dev/stdout} are allowed.
   *
   * @param name of the option or parameter, for errors
   * @throws IllegalArgumentException if it is a folder, or its folder cannot be written
   */
  public static Path requireFile(String name, Path file) {
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(
          "%s: %s is a folder; name an output file".formatted(name, file));
    }
    if (!AtomicFile.isStream(file)) {
      requireParent(name, file);
    }
    return file;
  }

  /**
   * Returns the folder if files can be written in it; it need not exist.
   *
   * @param name of the option or parameter, for errors
   * @throws IllegalArgumentException if it is a file, or cannot be written
   */
  public static Path requireFolder(String name, Path folder) {
    if (Files.isDirectory(folder)) {
      requireWritable(name, folder);
    } else if (Files.exists(folder)) {
      throw new IllegalArgumentException(
          "%s: %s is a file; name an output folder".formatted(name, folder));
    } else {
      requireParent(name, folder);
    }
    return folder;
  }

  /** Checks the nearest folder that exists. */
  private static void requireParent(String name, Path path) {
    Path parent = path.toAbsolutePath().normalize().getParent();
    while (parent != null && !Files.exists(parent)) {
      parent = parent.getParent();
    }
    if (parent != null && !Files.isDirectory(parent)) {
      throw new IllegalArgumentException(
          "%s: %s cannot be written, because %s is a file".formatted(name, path, parent));
    }
    if (parent != null) {
      requireWritable(name, parent);
    }
  }

  private static void requireWritable(String name, Path folder) {
    if (!Files.isWritable(folder)) {
      throw new IllegalArgumentException(
          "%s: access denied: files cannot be written in %s".formatted(name, folder));
    }
  }
}
