package io.pentimento.core.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The image files of a folder. */
public final class ImageFolder {
  /** The folder itself and its direct subfolders. */
  private static final int DEPTH = 2;

  private ImageFolder() {}

  /**
   * The PNG and JPEG files (by extension) in a folder and in its direct subfolders, hidden ones
   * left out, sorted by their path relative to the folder, so that the order is the same on every
   * machine.
   *
   * @throws IllegalArgumentException if it is no folder, or has no such file
   * @throws UncheckedIOException if the folder cannot be listed
   */
  public static List<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("%s is not a folder of images".formatted(folder));
    }
    try (Stream<Path> found = Files.walk(folder, DEPTH)) {
      List<Path> images =
          found
              .filter(path -> Files.isRegularFile(path) && holds(folder.relativize(path)))
              .sorted(Comparator.comparing(path -> folder.relativize(path).toString()))
              .toList();
      if (images.isEmpty()) {
        throw new IllegalArgumentException(
            "%s has no image; put .png, .jpg or .jpeg files in it".formatted(folder));
      }
      return images;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s cannot be listed: %s".formatted(folder, e.getMessage()), e);
    }
  }

  /** Whether a file at this path, relative to a folder of images, would be one of its images. */
  public static boolean holds(Path relative) {
    if (relative.isAbsolute() || relative.getNameCount() > DEPTH) {
      return false;
    }
    for (Path part : relative) {
      if (part.toString().startsWith(".")) {
        return false;
      }
    }
    String name = relative.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg");
  }
}
