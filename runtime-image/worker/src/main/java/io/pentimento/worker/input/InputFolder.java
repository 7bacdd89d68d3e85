// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.input;

import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that a user names on the command line. */
public final class InputFolder {
  private InputFolder() {}

  /**
   * Returns the folder if it can be listed.
   *
   * @param name of the option or parameter, for errors
   * @throws IllegalArgumentException if it is missing, a file or not readable
   */
  public static Path require(String name, Path folder) {
    if (!Files.exists(folder)) {
      throw new IllegalArgumentException("%s: folder not found: %s".formatted(name, folder));
    }
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("%s: %s is a file; name a folder".formatted(name, folder));
    }
    if (!Files.isReadable(folder)) {
      throw new IllegalArgumentException("%s: access denied: %s".formatted(name, folder));
    }
    return folder;
  }
}
