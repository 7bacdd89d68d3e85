// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The content of a folder.
 *
 * @param folder that was listed
 * @param images its image files, sorted by their path relative to the folder
 * @param skipped all other entries, sorted in the same way
 */
public record ImageListing(Path folder, List<Path> images, List<Skipped> skipped) {
  private static final int SHOWN = 20;

  /**
   * A file or folder that was not read.
   *
   * @param path relative to the listed folder
   */
  public record Skipped(Path path, String reason) {
    @Override
    public String toString() {
      return "skipped %s: %s".formatted(path, reason);
    }
  }

  public ImageListing {
    images = List.copyOf(images);
    skipped = List.copyOf(skipped);
  }

  /** One line for each skipped entry, at most 20, and the number of further ones. */
  public List<String> report() {
    List<String> lines =
        new ArrayList<>(skipped.stream().limit(SHOWN).map(Skipped::toString).toList());
    if (skipped.size() > SHOWN) {
      lines.add("… and %d more".formatted(skipped.size() - SHOWN));
    }
    return List.copyOf(lines);
  }
}
