package io.pentimento.worker.stage;

import io.pentimento.api.v1alpha1.Holdout;
import io.pentimento.core.artifact.AtomicFile;
import io.pentimento.core.artifact.Digest;
import io.pentimento.core.image.ImageException;
import io.pentimento.core.image.ImageFiles;
import io.pentimento.core.image.ImageFolder;
import io.pentimento.stage.FailureClass;
import io.pentimento.stage.SourceName;
import io.pentimento.worker.stage.PreparedIndex.Item;
import io.pentimento.worker.stage.PreparedIndex.Rejected;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Looks at every image of a folder, and keeps a copy of the usable ones under their digest. */
final class DatasetIndex {
  private final StageContext context;
  private final Path artifact;
  private final List<Rejected> rejected = new ArrayList<>();

  DatasetIndex(StageContext context, Path artifact) {
    this.context = context;
    this.artifact = artifact;
  }

  /** Everything that was found unusable so far. */
  List<Rejected> rejected() {
    return rejected;
  }

  /**
   * The usable images of a folder, by name.
   *
   * @throws StageFailure if there are none
   */
  List<Item> index(SourceName source, Path folder) throws IOException {
    List<Item> items = new ArrayList<>();
    List<Path> files = files(source, folder);
    Files.createDirectories(artifact.resolve(PreparedIndex.IMAGES));
    for (Path file : files) {
      context.stopIfInterrupted();
      String name = folder.relativize(file).toString();
      try {
        ImageFiles.read(file);
        items.add(kept(name, file));
      } catch (ImageException e) {
        rejected.add(new Rejected(source.field(), name, e.getMessage()));
      }
      context.progress().update(items.size() + rejected.size(), files.size() + 1L, 0, "indexing");
    }
    if (items.isEmpty()) {
      throw noImages(source, noneReadable(folder, files.size()));
    }
    return items;
  }

  private static List<Path> files(SourceName source, Path folder) {
    try {
      return ImageFolder.list(folder);
    } catch (IllegalArgumentException e) {
      throw noImages(source, e.getMessage());
    }
  }

  private String noneReadable(Path folder, int files) {
    return "none of the %d images of %s can be used; the last one: %s"
        .formatted(files, folder, rejected.get(rejected.size() - 1).reason());
  }

  /**
   * @throws StageFailure if the images cannot be split into some to train on and some to measure on
   */
  static void requireTwo(SourceName source, Path folder, List<Item> items) {
    long different = items.stream().map(Item::digest).distinct().count();
    if (different < 2) {
      throw new StageFailure(
          FailureClass.DATA,
          "TooFewImages",
          ("spec.%s: %s has %d usable image; at least 2 different ones are needed, one to train on"
                  + " and one to measure on")
              .formatted(source, folder, different));
    }
  }

  private static StageFailure noImages(SourceName source, String why) {
    return new StageFailure(FailureClass.DATA, "NoImages", "spec.%s: %s".formatted(source, why));
  }

  private Item kept(String name, Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    String digest = Digest.of(content);
    String suffix = name.substring(name.lastIndexOf('.'));
    String copy = PreparedIndex.IMAGES + Digest.hex(digest) + suffix.toLowerCase(Locale.ROOT);
    if (!IntactFile.is(artifact.resolve(copy), digest)) {
      AtomicFile.write(artifact.resolve(copy), content);
    }
    return new Item(name, digest, copy, false);
  }

  /** The digest of a whole source, by names and contents. */
  static String digest(List<Item> items) {
    Map<String, String> digests = new LinkedHashMap<>();
    items.forEach(i -> digests.put(i.name(), i.digest()));
    return Digest.of(digests);
  }

  /**
   * Marks what is kept for measuring: all below the manifest's folder, or else its fraction.
   *
   * @throws StageFailure if that leaves nothing to train on, or nothing to measure
   */
  static List<Item> split(List<Item> items, Holdout holdout) {
    return holdout.folder() == null
        ? split(items, holdout.fraction())
        : split(items, holdout.folder());
  }

  private static List<Item> split(List<Item> items, String folder) {
    List<Item> split =
        items.stream()
            .map(i -> new Item(i.name(), i.digest(), i.file(), i.name().startsWith(folder + "/")))
            .toList();
    long held = split.stream().filter(Item::holdout).count();
    if (held == 0 || held == items.size()) {
      throw new StageFailure(
          FailureClass.USER_ERROR,
          "EmptySplit",
          ("spec.dataset.holdout.folder is '%s', and %s of the %d usable images lie below it; name a"
                  + " folder that holds some of the images of spec.dataset.source, not all")
              .formatted(folder, held == 0 ? "none" : "all", items.size()));
    }
    return split;
  }

  /**
   * Keeps about {@code fraction} of the images for measuring, chosen by digest, so that equal
   * images fall on the same side of any split; at least one on each side.
   */
  static List<Item> split(List<Item> items, double fraction) {
    List<Item> split =
        items.stream()
            .map(i -> new Item(i.name(), i.digest(), i.file(), position(i) < fraction))
            .toList();
    long held = split.stream().filter(Item::holdout).count();
    return items.size() > 1 && (held == 0 || held == items.size())
        ? withOneFlipped(split, held == 0)
        : split;
  }

  private static List<Item> withOneFlipped(List<Item> items, boolean holdout) {
    Comparator<Item> byPosition = Comparator.comparingDouble(DatasetIndex::position);
    Item edge = items.stream().min(holdout ? byPosition : byPosition.reversed()).orElseThrow();
    return items.stream()
        .map(
            i ->
                i.digest().equals(edge.digest())
                    ? new Item(i.name(), i.digest(), i.file(), holdout)
                    : i)
        .toList();
  }

  /** In [0, 1), from the digest. */
  private static double position(Item item) {
    long first = ByteBuffer.wrap(Digest.bytes(item.digest())).getLong() >>> 11;
    return first * 0x1p-53;
  }
}
