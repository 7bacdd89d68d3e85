// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.measure;

import static java.util.Objects.requireNonNull;

import io.pentimento.core.face.Face;
import io.pentimento.core.face.Point;
import io.pentimento.core.face.detect.FaceDetector;
import io.pentimento.core.tensor.Tensor;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the face of an aligned crop, which fills most of it. */
public final class AlignedFaceDetector {
  /** The smallest face, as a share of the side of the crop; faces in it are about 0.6. */
  private static final double SMALLEST = 0.3;

  /** The largest distance of the face's centre from that of the crop, as a share of its side. */
  private static final double OFF_CENTRE = 0.25;

  private final FaceDetector detector;

  public AlignedFaceDetector(FaceDetector detector) {
    this.detector = requireNonNull(detector, "detector");
  }

  /**
   * The largest face near the middle.
   *
   * @param crop (1, 3, size, size), RGB in [0, 1]
   */
  public Optional<Face> find(Tensor crop) {
    int size = Math.toIntExact(crop.dim(3));
    Point middle = new Point(size / 2.0, size / 2.0);
    List<Face> found = detector.detect(crop, Math.max(1, SMALLEST * size));
    return found.stream()
        .filter(face -> face.size() >= SMALLEST * size)
        .filter(face -> face.box().centre().distance(middle) <= OFF_CENTRE * size)
        .max(Comparator.comparingDouble(Face::size));
  }
}
