// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.artifact;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** The reason of a failed file operation; messages of Java often contain only the path. */
public final class FileProblem {
  private FileProblem() {}

  /** The reason without the file name, such as {@code access denied}. */
  public static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (e instanceof AccessDeniedException) {
      return "access denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "a file with this name exists";
    }
    if (e instanceof NotDirectoryException) {
      return "it is not a folder";
    }
    if (e instanceof MalformedInputException) {
      return "it is not a text file in UTF-8";
    }
    return e instanceof FileSystemException known && known.getReason() != null
        ? known.getReason()
        : message(e);
  }

  /** The file and the reason; only the message if the exception names no file. */
  public static String sentence(IOException e) {
    return e instanceof FileSystemException known && known.getFile() != null
        ? "%s: %s".formatted(known.getFile(), reason(e))
        : reason(e);
  }

  private static String message(IOException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
