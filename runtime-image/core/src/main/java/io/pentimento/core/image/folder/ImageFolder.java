// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The image files of a folder. */
public final class ImageFolder {
  /** Maximum depth; deeper folders are skipped and reported. */
  static final int MAX_DEPTH = 32;

  private static final Set<String> EXTENSIONS = Set.of("png", "jpg", "jpeg", "jpe", "jfif");
  private static final String LISTED = ".png, .jpg, .jpeg, .jpe or .jfif";

  private ImageFolder() {}

  /**
   * The images of a folder, as found by {@link #scan}.
   *
   * @throws IllegalArgumentException if it is not a folder, or contains no image
   * @throws UncheckedIOException if the folder cannot be listed
   */
  public static List<Path> list(Path folder) {
    return nonEmpty(folder).images();
  }

  /** As {@link #list}, with the skipped files. */
  public static ImageListing nonEmpty(Path folder) {
    ImageListing listing = scan(folder);
    if (listing.images().isEmpty()) {
      String skipped = String.join("; ", listing.report());
      throw new IllegalArgumentException(
          "%s contains no image; add %s files%s"
              .formatted(folder, LISTED, skipped.isEmpty() ? "" : " (" + skipped + ")"));
    }
    return listing;
  }

  /**
   * The PNG and JPEG files (by extension) in a folder and all folders below it, sorted by their
   * path relative to the folder, so that the order is the same on every machine. Links are
   * followed, except those to a parent folder. Hidden files and folders are skipped.
   *
   * @throws IllegalArgumentException if it is not a folder
   * @throws UncheckedIOException if the folder cannot be listed
   */
  public static ImageListing scan(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("%s is not a folder of images".formatted(folder));
    }
    ImageFolderVisitor visitor = new ImageFolderVisitor(folder);
    try {
      Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), MAX_DEPTH, visitor);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s cannot be listed: %s".formatted(folder, e.getMessage()), e);
    }
    return visitor.listing();
  }

  /** Whether a file at this relative path would be one of the images of a folder. */
  public static boolean holds(Path relative) {
    if (relative.isAbsolute() || relative.getNameCount() > MAX_DEPTH) {
      return false;
    }
    for (Path part : relative) {
      if (isHidden(part)) {
        return false;
      }
    }
    return isImage(relative);
  }

  /** Whether the file is an image, by its extension. */
  public static boolean isImage(Path file) {
    return EXTENSIONS.contains(extension(file));
  }

  static boolean isHidden(Path file) {
    return file.getFileName().toString().startsWith(".");
  }

  /** The extension in lower case, without the dot; empty if there is none. */
  static String extension(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
