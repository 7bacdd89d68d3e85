// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.measure;

import static java.util.Objects.requireNonNull;

import io.pentimento.core.artifact.Digest;
import io.pentimento.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Metrics of aligned crops. The faces of images that were measured before are remembered. */
public final class FaceMeasures {
  /**
   * The landmark distance of an image in which no face is found, and the largest one of others, in
   * eye distances.
   */
  public static final double GREATEST_DISTANCE = 0.5;

  private final AlignedFaceDetector detector;
  private final Map<String, Optional<FacePoints>> known = new HashMap<>();

  public FaceMeasures(AlignedFaceDetector detector) {
    this.detector = requireNonNull(detector, "detector");
  }

  /** 1 if a face is found, otherwise 0. */
  public double detected(Tensor image) {
    return points(image).isPresent() ? 1 : 0;
  }

  /**
   * The mean distance of eyes, nose and mouth from those of a reference, in eye distances, from 0
   * to {@link #GREATEST_DISTANCE}. If no face is found in the reference, the FFHQ template takes
   * its place.
   *
   * @param reference of the same size
   */
  public double landmarkDistance(Tensor image, Tensor reference) {
    Optional<FacePoints> points = points(image);
    if (points.isEmpty()) {
      return GREATEST_DISTANCE;
    }
    FacePoints other =
        points(reference).orElseGet(() -> FacePoints.template(Math.toIntExact(image.dim(3))));
    return Math.min(GREATEST_DISTANCE, points.get().distance(other));
  }

  private Optional<FacePoints> points(Tensor image) {
    return known.computeIfAbsent(digest(image), digest -> detector.find(image).map(FacePoints::of));
  }

  private static String digest(Tensor image) {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * image.size());
    bytes.asFloatBuffer().put(image.data());
    return Digest.of(bytes.array());
  }
}
