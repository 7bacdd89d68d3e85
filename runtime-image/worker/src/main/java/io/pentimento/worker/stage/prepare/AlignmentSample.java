// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.prepare;

import io.pentimento.contract.SourceName;
import io.pentimento.core.face.Face;
import io.pentimento.core.face.align.AlignmentCheck;
import io.pentimento.core.face.detect.FaceDetector;
import io.pentimento.core.image.codec.ImageHeader;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import io.pentimento.worker.runtime.StageContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Checks on a sample whether the images of a dataset are aligned crops, as the manifest declares.
 * The result is a warning, not an error.
 */
final class AlignmentSample {
  private static final int MOST = 200;

  /** A larger ratio of the sides is not due to rounding. */
  private static final double SQUARE = 1.05;

  /** Single images, and faces that the detector does not find, do not cause a warning. */
  private static final double MAX_UNALIGNED = 0.1;

  private static final double MAX_WITHOUT_FACE = 0.5;

  /** The smallest face of an aligned crop, as a share of its side. */
  private static final double SMALLEST_FACE = 0.25;

  private static final String ACTION =
      "; if they are photographs, set spec.dataset.faces%s, or align them first with `pentimento"
          + " align`";

  private final StageContext context;
  private final List<Item> sample;

  AlignmentSample(StageContext context, List<Item> images) {
    this.context = context;
    int step = Math.max(1, (images.size() + MOST - 1) / MOST);
    this.sample =
        IntStream.range(0, images.size()).filter(i -> i % step == 0).mapToObj(images::get).toList();
  }

  /** A warning if images are not square; needs no detector. */
  Optional<String> shapes() throws IOException {
    int oblong = 0;
    for (Item item : sample) {
      Path file = context.output().resolve(item.file());
      ImageHeader header = ImageHeader.parse(Files.readAllBytes(file), item.name());
      double longer = Math.max(header.width(), header.height());
      oblong += longer > SQUARE * Math.min(header.width(), header.height()) ? 1 : 0;
    }
    return oblong <= MAX_UNALIGNED * sample.size()
        ? Optional.empty()
        : Optional.of(
            "spec.%s: %d of %d checked images are not square, but aligned crops are"
                    .formatted(SourceName.DATASET, oblong, sample.size())
                + ACTION.formatted(" with a detector"));
  }

  /** A warning if the eyes are not where the FFHQ template has them. */
  Optional<String> eyes(Path detectorFile) throws IOException {
    Tally tally = new Tally();
    try (FaceDetector detector = FaceDetector.open(detectorFile)) {
      for (Item item : sample) {
        context.stopIfInterrupted();
        tally.add(detector, ImageFiles.read(context.output().resolve(item.file())));
        context.progress().update(tally.images, sample.size() + 1L, 0, "checking the alignment");
      }
    }
    return tally.isSuspicious() ? Optional.of(tally.sentence()) : Optional.empty();
  }

  /** Counts aligned faces. */
  private static final class Tally {
    private int images;
    private int faces;
    private int unaligned;
    private double deviation;

    void add(FaceDetector detector, Tensor image) {
      images++;
      double side = Math.min(image.dim(2), image.dim(3));
      List<Face> found = detector.detect(image, Math.max(1, SMALLEST_FACE * side));
      if (!found.isEmpty()) {
        faces++;
        add(AlignmentCheck.eyeDeviation(found.get(0).landmarks(), image.dim(3), image.dim(2)));
      }
    }

    private void add(double eyes) {
      deviation += eyes;
      unaligned += AlignmentCheck.isAligned(eyes) ? 0 : 1;
    }

    boolean isSuspicious() {
      return unaligned > MAX_UNALIGNED * faces || images - faces > MAX_WITHOUT_FACE * images;
    }

    String sentence() {
      return ("spec.%s: of %d checked images, %d have no face of at least a quarter of their side,"
                  + " and in %d the eyes are not where the FFHQ template has them (mean distance"
                  + " %.0f %% of the side)")
              .formatted(
                  SourceName.DATASET,
                  images,
                  images - faces,
                  unaligned,
                  faces == 0 ? 0 : 100 * deviation / faces)
          + ACTION.formatted(".aligned to false");
    }
  }
}
