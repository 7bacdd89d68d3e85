// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.runtime;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.pentimento.contract.SourceName;
import io.pentimento.core.artifact.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The images that prepare found; later stages read this index instead of the sources.
 *
 * @param size of the square images of the models, in pixels
 * @param images the usable unlabelled images
 * @param quarantined images that cannot be used, with the reason
 * @param pseudoTargets imported pseudo targets, with the names of {@code images}
 * @param reference clean images, not necessarily of the same people
 * @param groundTruth clean versions of {@code images}, with the same names
 * @param skipped files and folders of the sources that are not images, with the reason
 * @param photographs the photographs from which {@code images} were cut; empty for aligned crops
 */
public record PreparedIndex(
    int size,
    List<Item> images,
    List<Rejected> quarantined,
    List<Item> pseudoTargets,
    List<Item> reference,
    List<Item> groundTruth,
    List<Rejected> skipped,
    List<Item> photographs) {
  /** The folder of the images, whose digests the index contains. */
  public static final String IMAGES = "images/";

  private static final String FILE = "index.json";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * One image.
   *
   * @param name relative to its source
   * @param file relative to prepare's artefact
   * @param holdout whether it is in the holdout
   */
  public record Item(String name, String digest, String file, boolean holdout) {

    /** The name without extension: versions of an image can have different formats. */
    public String pairName() {
      return name.substring(0, name.lastIndexOf('.'));
    }
  }

  /**
   * One image that cannot be used.
   *
   * @param source field of the manifest
   * @param reason a message that names the file
   */
  public record Rejected(String source, String name, String reason) {}

  public PreparedIndex {
    images = List.copyOf(images);
    quarantined = List.copyOf(quarantined);
    pseudoTargets = List.copyOf(pseudoTargets);
    reference = List.copyOf(reference);
    groundTruth = List.copyOf(groundTruth);
    // Artefacts of earlier versions do not contain them.
    skipped = List.copyOf(requireNonNullElse(skipped, List.of()));
    photographs = List.copyOf(requireNonNullElse(photographs, List.of()));
  }

  public List<Item> training() {
    return images.stream().filter(i -> !i.holdout()).toList();
  }

  public List<Item> holdout() {
    return images.stream().filter(Item::holdout).toList();
  }

  /** Unlabelled images that are unusable and therefore have no pseudo target. */
  public List<Rejected> lost() {
    return quarantined.stream().filter(r -> SourceName.DATASET.field().equals(r.source())).toList();
  }

  public static PreparedIndex read(Path artifact) throws IOException {
    return WorkspaceJson.read(
        artifact.resolve(FILE), json -> JSON.readValue(json, PreparedIndex.class));
  }

  public void write(Path artifact) throws IOException {
    AtomicFile.write(artifact.resolve(FILE), JSON.writeValueAsBytes(this));
  }
}
