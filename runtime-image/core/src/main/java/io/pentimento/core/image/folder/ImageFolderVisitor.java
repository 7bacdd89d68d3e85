// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image.folder;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitResult;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the images of a folder, and the reasons for skipping other files. */
final class ImageFolderVisitor extends SimpleFileVisitor<Path> {
  private static final String HIDDEN = "hidden, because its name begins with a dot";

  private final Path folder;
  private final List<Path> images = new ArrayList<>();
  private final List<ImageListing.Skipped> skipped = new ArrayList<>();

  ImageFolderVisitor(Path folder) {
    this.folder = folder;
  }

  ImageListing listing() {
    images.sort(Comparator.comparing(path -> folder.relativize(path).toString()));
    skipped.sort(Comparator.comparing(entry -> entry.path().toString()));
    return new ImageListing(folder, images, skipped);
  }

  @Override
  public FileVisitResult preVisitDirectory(Path entered, BasicFileAttributes attributes) {
    if (!entered.equals(folder) && ImageFolder.isHidden(entered)) {
      skip(entered, HIDDEN);
      return FileVisitResult.SKIP_SUBTREE;
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    String reason = reason(file, attributes);
    if (reason == null) {
      images.add(file);
    } else {
      skip(file, reason);
    }
    return FileVisitResult.CONTINUE;
  }

  /** Why the file is not an image of the folder; null if it is. */
  private static @Nullable String reason(Path file, BasicFileAttributes attributes) {
    if (ImageFolder.isHidden(file)) {
      return HIDDEN;
    }
    if (attributes.isDirectory()) {
      return "nested more than %d folders deep".formatted(ImageFolder.MAX_DEPTH);
    }
    if (!attributes.isRegularFile()) {
      return attributes.isSymbolicLink() ? "a link to a file that does not exist" : "not a file";
    }
    return ImageFolder.isImage(file) ? null : "not a PNG or JPEG file by its extension";
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
    if (file.equals(folder)) {
      throw e;
    }
    skip(file, failure(e));
    return FileVisitResult.CONTINUE;
  }

  private static String failure(IOException e) {
    if (e instanceof FileSystemLoopException) {
      return "a link to a parent folder";
    }
    if (e instanceof AccessDeniedException) {
      return "access denied";
    }
    return e instanceof NoSuchFileException
        ? "deleted while the folder was listed"
        : "unreadable: " + e.getMessage();
  }

  private void skip(Path path, String reason) {
    skipped.add(new ImageListing.Skipped(folder.relativize(path), reason));
  }
}
