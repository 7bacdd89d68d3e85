// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.plan;

import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.contract.SourceLocator;
import io.pentimento.contract.SourceName;
import io.pentimento.core.artifact.FileProblem;
import io.pentimento.core.image.folder.ImageFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The sizes of a job's sources that are on this machine. */
final class SourceSizes {
  private static final double MEGABYTE = 1e6;

  private SourceSizes() {}

  /** A description for each source, by field. */
  static Map<String, String> of(AdaptationJobSpec spec, SourceLocator locator) {
    Map<String, String> sizes = new TreeMap<>();
    for (SourceName name : SourceName.values()) {
      name.in(spec)
          .ifPresent(
              source -> sizes.put(name.field(), source.uri() + "  " + size(source.uri(), locator)));
    }
    return sizes;
  }

  private static String size(String uri, SourceLocator locator) {
    return locator
        .path(uri)
        .map(SourceSizes::size)
        .orElse("remote; its size is known after prepare has read it");
  }

  private static String size(Path path) {
    try {
      if (Files.isDirectory(path)) {
        List<Path> images = ImageFolder.list(path);
        long bytes = 0;
        for (Path image : images) {
          bytes += Files.size(image);
        }
        return "%d images, %.1f MB".formatted(images.size(), bytes / MEGABYTE);
      }
      return Files.exists(path)
          ? "%.1f MB".formatted(Files.size(path) / MEGABYTE)
          : "missing: " + path;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s cannot be read: %s".formatted(path, FileProblem.reason(e)), e);
    }
  }
}
