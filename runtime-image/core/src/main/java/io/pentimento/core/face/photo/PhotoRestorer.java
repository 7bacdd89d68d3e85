// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.photo;

import static java.util.Objects.requireNonNull;

import io.pentimento.core.face.Face;
import io.pentimento.core.face.align.AlignmentCheck;
import io.pentimento.core.face.align.FaceAlignment;
import io.pentimento.core.face.align.Similarity;
import io.pentimento.core.face.detect.FaceDetector;
import io.pentimento.core.face.paste.FaceMasks;
import io.pentimento.core.face.paste.FacePaste;
import io.pentimento.core.face.select.FaceFilter;
import io.pentimento.core.face.select.Selection;
import io.pentimento.core.image.resize.Resize;
import io.pentimento.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Restores the faces of photographs.
 *
 * @param masks choose the part of each crop that is pasted
 * @param size of the aligned crops, the restorer's, in pixels
 * @param maxBatch maximum number of crops in one run of the restorer
 */
public record PhotoRestorer(
    FaceDetector detector, FaceMasks masks, FaceFilter filter, int size, int maxBatch) {
  public PhotoRestorer {
    requireNonNull(detector, "detector");
    requireNonNull(masks, "masks");
    requireNonNull(filter, "filter");
    if (size < 1 || maxBatch < 1) {
      throw new IllegalArgumentException(
          "crops need a size and a batch of at least 1, not %d and %d".formatted(size, maxBatch));
    }
  }

  /** Pastes faces with an oval mask. */
  public PhotoRestorer(FaceDetector detector, FaceFilter filter, int size, int maxBatch) {
    this(detector, FaceMasks.OVAL, filter, size, maxBatch);
  }

  /** The same with other masks. */
  public PhotoRestorer withMasks(FaceMasks other) {
    return new PhotoRestorer(detector, other, filter, size, maxBatch);
  }

  /** Restores the faces and leaves all other pixels unchanged. */
  public RestoredPhotograph restore(Tensor photograph, CropRestorer restorer) {
    return restore(photograph, 1, restorer);
  }

  /**
   * @param photograph (1, 3, H, W), RGB in [0, 1]; it is not changed
   * @param upscale ratio of the result's width and height to the photograph's; the background is
   *     resampled
   */
  public RestoredPhotograph restore(Tensor photograph, int upscale, CropRestorer restorer) {
    Selection selection = select(photograph);
    List<RestoredFace> faces = restored(photograph, selection.faces(), restorer);
    if (faces.isEmpty() && upscale == 1) {
      return new RestoredPhotograph(photograph, faces, selection.leftOut());
    }
    Tensor result = background(photograph, upscale);
    for (int i = faces.size() - 1; i >= 0; i--) {
      RestoredFace face = faces.get(i);
      FacePaste paste = new FacePaste(masks.of(face.restored()));
      paste.paste(result, enlarged(face.alignment(), upscale), face.crop(), face.restored());
    }
    return new RestoredPhotograph(result, faces, selection.leftOut());
  }

  /**
   * The restorer for a mode; empty if the picture must be restored as an aligned crop.
   *
   * @param picture is examined in the mode {@link FaceMode#AUTO}
   */
  public Optional<PhotoRestorer> in(FaceMode mode, Tensor picture) {
    return switch (mode) {
      case ALIGNED -> Optional.empty();
      case AUTO -> looksAligned(picture) ? Optional.empty() : Optional.of(this);
      case ALL -> Optional.of(this);
      case LARGEST ->
          Optional.of(new PhotoRestorer(detector, masks, filter.withMaxFaces(1), size, maxBatch));
    };
  }

  /** True for a picture of the restorer's size, and for a square one with aligned eyes. */
  private boolean looksAligned(Tensor picture) {
    long height = picture.dim(2);
    long width = picture.dim(3);
    if (height != width) {
      return false;
    }
    return height == size
        || detector.detect(picture, Math.max(1, width / 4.0)).stream()
            .anyMatch(face -> AlignmentCheck.isAligned(face.landmarks(), width, height));
  }

  /** The faces that would be restored. */
  public Selection select(Tensor photograph) {
    List<Face> found = detector.detect(photograph, filter.minSize());
    return filter.select(found, photograph.dim(3), photograph.dim(2));
  }

  private List<RestoredFace> restored(Tensor photograph, List<Face> faces, CropRestorer restorer) {
    List<RestoredFace> restored = new ArrayList<>();
    for (int from = 0; from < faces.size(); from += maxBatch) {
      List<Face> batch = faces.subList(from, Math.min(faces.size(), from + maxBatch));
      restored.addAll(batch(photograph, batch, restorer));
    }
    return restored;
  }

  private List<RestoredFace> batch(Tensor photograph, List<Face> faces, CropRestorer restorer) {
    List<FaceAlignment> alignments =
        faces.stream().map(face -> FaceAlignment.of(face.landmarks(), size)).toList();
    List<Tensor> crops = alignments.stream().map(each -> each.crop(photograph)).toList();
    Tensor results = restorer.restore(Tensor.batch(crops));
    List<RestoredFace> restored = new ArrayList<>();
    for (int i = 0; i < crops.size(); i++) {
      restored.add(
          new RestoredFace(faces.get(i), alignments.get(i), crops.get(i), results.item(i)));
    }
    return restored;
  }

  private static Tensor background(Tensor photograph, int upscale) {
    if (upscale == 1) {
      return Tensor.of(photograph.data().clone(), photograph.shape());
    }
    Tensor large =
        Resize.cubic(
            photograph, (int) photograph.dim(2) * upscale, (int) photograph.dim(3) * upscale);
    for (int i = 0; i < large.size(); i++) {
      large.data()[i] = Math.max(0, Math.min(1, large.data()[i]));
    }
    return large;
  }

  private static FaceAlignment enlarged(FaceAlignment alignment, int upscale) {
    return new FaceAlignment(
        Similarity.scaling(1.0 / upscale).then(alignment.toCrop()), alignment.size());
  }
}
