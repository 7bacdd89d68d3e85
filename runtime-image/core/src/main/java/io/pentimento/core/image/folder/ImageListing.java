package io.pentimento.core.image.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a folder holds.
 *
 * @param folder that was listed
 * @param images its image files, sorted by their path relative to the folder
 * @param skipped everything else, likewise sorted
 */
public record ImageListing(Path folder, List<Path> images, List<Skipped> skipped) {
  private static final int SHOWN = 20;

  /**
   * A file or a folder that is not read.
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

  /**
   * One line for each entry that was skipped, the first 20 of them, and how many more there are.
   */
  public List<String> report() {
    List<String> lines =
        new ArrayList<>(skipped.stream().limit(SHOWN).map(Skipped::toString).toList());
    if (skipped.size() > SHOWN) {
      lines.add("… and %d more".formatted(skipped.size() - SHOWN));
    }
    return List.copyOf(lines);
  }
}
