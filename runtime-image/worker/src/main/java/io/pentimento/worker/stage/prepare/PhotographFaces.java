// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.prepare;

import static java.util.Objects.requireNonNull;

import io.pentimento.api.v1alpha1.dataset.FacesSpec;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.SourceName;
import io.pentimento.core.artifact.AtomicFile;
import io.pentimento.core.artifact.Digest;
import io.pentimento.core.face.dataset.AlignedFace;
import io.pentimento.core.face.dataset.AlignedPhotograph;
import io.pentimento.core.face.dataset.FaceIndex;
import io.pentimento.core.face.dataset.PhotoAligner;
import io.pentimento.core.face.detect.FaceDetector;
import io.pentimento.core.face.select.FaceFilter;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.reason.SourceReason;
import io.pentimento.worker.runtime.PreparedIndex;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import io.pentimento.worker.runtime.PreparedIndex.Rejected;
import io.pentimento.worker.runtime.StageContext;
import io.pentimento.worker.runtime.StageFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts the faces out of a dataset of photographs. The crops replace the images; {@code faces.json}
 * in the artefact of prepare lists their origins.
 */
final class PhotographFaces {
  private static final Logger LOG = LoggerFactory.getLogger(PhotographFaces.class);

  private final StageContext context;
  private final FaceIndex.Builder index = new FaceIndex.Builder();
  private final Map<String, String> photographs = new HashMap<>();

  PhotographFaces(StageContext context) {
    this.context = context;
  }

  /**
   * One item per face, in the order of the photographs.
   *
   * @param size of the crops, in pixels
   * @throws StageFailure if fewer than two photographs have usable faces
   */
  List<Item> of(List<Item> images, Path detectorFile, FacesSpec faces, int size)
      throws IOException {
    List<Item> crops = new ArrayList<>();
    try (FaceDetector detector = FaceDetector.open(detectorFile)) {
      FaceFilter filter =
          FaceFilter.FOR_DATASETS.withMinSize(faces.minSize()).withMaxFaces(faces.maxPerImage());
      PhotoAligner aligner = new PhotoAligner(detector, filter, size, faces.margin());
      int done = 0;
      for (Item photograph : images) {
        context.stopIfInterrupted();
        crops.addAll(cut(photograph, aligner));
        context.progress().update(++done, images.size() + 1L, 0, "finding faces");
      }
    }
    index.build().write(context.output());
    LOG.info("{}", index.summary());
    requireTwoPhotographs(images.size());
    return crops;
  }

  /** Training and holdout need one photograph each, because they must not share one. */
  private void requireTwoPhotographs(int all) {
    long used = photographs.values().stream().distinct().count();
    if (used < 2) {
      throw new StageFailure(
          FailureClass.DATA,
          SourceReason.TOO_FEW_FACES,
          "spec.%s: %d of %d photographs have usable faces; at least 2 are needed, one for training and one for the holdout (%s)"
              .formatted(SourceName.DATASET, used, all, index.summary()));
    }
  }

  private List<Item> cut(Item photograph, PhotoAligner aligner) throws IOException {
    Path file = context.output().resolve(photograph.file());
    AlignedPhotograph aligned = aligner.align(ImageFiles.read(file));
    List<Item> crops = new ArrayList<>();
    for (AlignedFace face : aligned.faces()) {
      Item crop = kept(photograph, crops.size() + 1, ImageFiles.encodePng(face.crop()));
      crops.add(crop);
      photographs.put(crop.name(), photograph.digest());
      index.add(crop.name(), photograph.name(), face);
    }
    index.add(photograph.name(), aligned);
    return crops;
  }

  private Item kept(Item photograph, int number, byte[] png) throws IOException {
    String digest = Digest.of(png);
    String file = PreparedIndex.IMAGES + Digest.hex(digest) + ".png";
    if (!Files.exists(context.output().resolve(file))) {
      AtomicFile.write(context.output().resolve(file), png);
    }
    return new Item("%s/%d.png".formatted(photograph.name(), number), digest, file, false);
  }

  /** The digest of the photograph from which a crop was cut. */
  String photograph(Item crop) {
    return requireNonNull(photographs.get(crop.name()));
  }

  /** The faces that were left out and the photographs without faces, with the reason. */
  List<Rejected> leftOut() {
    return index.build().reasons().stream()
        .map(reason -> new Rejected(SourceName.DATASET.field(), reason.photograph(), reason.text()))
        .toList();
  }
}
