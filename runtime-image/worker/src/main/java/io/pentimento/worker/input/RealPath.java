// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Paths without links, so that two paths of one file are equal. */
public final class RealPath {
  private RealPath() {}

  /** The absolute path with all links resolved; the last parts need not exist. */
  public static Path of(Path path) throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    return Files.exists(absolute) || parent == null
        ? absolute.toRealPath()
        : of(parent).resolve(absolute.getFileName());
  }

  /** Whether a path is a folder or lies in it, through links as well. */
  public static boolean isWithin(Path path, Path folder) throws IOException {
    return of(path).startsWith(of(folder));
  }
}
