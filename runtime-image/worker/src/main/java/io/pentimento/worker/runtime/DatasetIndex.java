// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.runtime;

import io.pentimento.contract.FailureClass;
import io.pentimento.contract.SourceName;
import io.pentimento.core.artifact.AtomicFile;
import io.pentimento.core.artifact.Digest;
import io.pentimento.core.image.ImageException;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.image.folder.ImageFolder;
import io.pentimento.core.image.folder.ImageListing;
import io.pentimento.reason.SourceReason;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import io.pentimento.worker.runtime.PreparedIndex.Rejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Validates every image of a folder and stores copies of the usable ones by digest. */
public final class DatasetIndex {
  private static final Logger LOG = LoggerFactory.getLogger(DatasetIndex.class);

  private final StageContext context;
  private final Path artifact;
  private final List<Rejected> rejected = new ArrayList<>();
  private final List<Rejected> skipped = new ArrayList<>();

  public DatasetIndex(StageContext context, Path artifact) {
    this.context = context;
    this.artifact = artifact;
  }

  /** All images that were found unusable so far. */
  public List<Rejected> rejected() {
    return rejected;
  }

  /** All files that are not images and were therefore skipped. */
  public List<Rejected> skipped() {
    return skipped;
  }

  /**
   * The usable images of a folder, by name.
   *
   * @throws StageFailure if there are none
   */
  public List<Item> index(SourceName source, Path folder) throws IOException {
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
        rejected.add(new Rejected(source.field(), name, String.valueOf(e.getMessage())));
      }
      context.progress().update(items.size() + rejected.size(), files.size() + 1L, 0, "indexing");
    }
    if (items.isEmpty()) {
      throw noImages(source, noneReadable(folder, files.size()));
    }
    return items;
  }

  private List<Path> files(SourceName source, Path folder) {
    try {
      ImageListing listing = ImageFolder.nonEmpty(folder);
      listing
          .skipped()
          .forEach(s -> skipped.add(new Rejected(source.field(), s.path().toString(), s.reason())));
      listing.report().forEach(line -> LOG.warn("spec.{}: {}", source, line));
      return listing.images();
    } catch (IllegalArgumentException e) {
      throw noImages(source, String.valueOf(e.getMessage()));
    }
  }

  private String noneReadable(Path folder, int files) {
    return "none of the %d images of %s is usable; the last error: %s"
        .formatted(files, folder, rejected.get(rejected.size() - 1).reason());
  }

  /**
   * Splits the images.
   *
   * @throws StageFailure if the images cannot be split into training images and holdout
   */
  public static void requireTwo(SourceName source, Path folder, List<Item> items) {
    long different = items.stream().map(Item::digest).distinct().count();
    if (different < 2) {
      throw new StageFailure(
          FailureClass.DATA,
          SourceReason.TOO_FEW_IMAGES,
          ("spec.%s: %s has %d usable image; at least 2 different images are needed, one for"
                  + " training and one for the holdout")
              .formatted(source, folder, different));
    }
  }

  private static StageFailure noImages(SourceName source, String why) {
    return new StageFailure(
        FailureClass.DATA, SourceReason.NO_IMAGES, "spec.%s: %s".formatted(source, why));
  }

  private Item kept(String name, Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    String digest = Digest.of(content);
    String suffix = name.substring(name.lastIndexOf('.'));
    String copy = PreparedIndex.IMAGES + Digest.hex(digest) + suffix.toLowerCase(Locale.ROOT);
    if (!VerifiedFile.is(artifact.resolve(copy), digest)) {
      AtomicFile.write(artifact.resolve(copy), content);
    }
    return new Item(name, digest, copy, false);
  }

  /** The digest of a whole source, from names and contents. */
  public static String digest(List<Item> items) {
    Map<String, String> digests = new LinkedHashMap<>();
    items.forEach(i -> digests.put(i.name(), i.digest()));
    return Digest.of(digests);
  }
}
