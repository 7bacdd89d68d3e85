// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.dataset;

import static java.util.Objects.requireNonNull;

import io.pentimento.core.face.Face;
import io.pentimento.core.face.align.FaceAlignment;
import io.pentimento.core.face.detect.FaceDetector;
import io.pentimento.core.face.select.FaceFilter;
import io.pentimento.core.face.select.Selection;
import io.pentimento.core.tensor.Tensor;
import java.util.List;

/**
 * Cuts aligned faces out of photographs.
 *
 * @param size of the crops, in pixels
 * @param margin more of the picture around the face than the FFHQ template shows: 0.1 for 10 %
 */
public record PhotoAligner(FaceDetector detector, FaceFilter filter, int size, double margin) {
  public PhotoAligner {
    requireNonNull(detector, "detector");
    requireNonNull(filter, "filter");
    if (size < 1 || !(margin >= 0 && margin <= 1)) {
      throw new IllegalArgumentException(
          "crops need a size of at least 1 and a margin from 0 to 1, not %d and %s"
              .formatted(size, margin));
    }
  }

  /**
   * @param photograph (1, 3, H, W), RGB in [0, 1]
   */
  public AlignedPhotograph align(Tensor photograph) {
    List<Face> found = detector.detect(photograph, filter.minSize());
    Selection selection = filter.select(found, photograph.dim(3), photograph.dim(2));
    List<AlignedFace> faces =
        selection.faces().stream().map(face -> aligned(photograph, face)).toList();
    return new AlignedPhotograph(faces, selection.leftOut());
  }

  private AlignedFace aligned(Tensor photograph, Face face) {
    FaceAlignment alignment = FaceAlignment.of(face.landmarks(), size).withMargin(margin);
    return new AlignedFace(face, alignment, alignment.crop(photograph));
  }
}
