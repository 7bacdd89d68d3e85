// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.select;

import io.pentimento.core.face.Face;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Selects the faces of a photograph.
 *
 * @param minSize the smallest longer side of a face's box, in pixels
 * @param maxFaces maximum number of faces per photograph; the largest are used
 * @param minVisible the smallest share of a face's box that lies inside the photograph, 0 to 1
 * @param maxRoll the largest rotation in the image plane, in degrees
 * @param minFrontality the smallest {@link io.pentimento.core.face.Landmarks#frontality()}
 */
public record FaceFilter(
    double minSize, int maxFaces, double minVisible, double maxRoll, double minFrontality) {
  /** At least 40 pixels, half visible, rotated by at most 75 degrees, no profile; at most 100. */
  public static final FaceFilter FOR_RESTORING = new FaceFilter(40, 100, 0.5, 75, 0.3);

  /** For training crops: only completely visible, nearly upright and frontal faces. */
  public static final FaceFilter FOR_DATASETS = new FaceFilter(40, 100, 0.95, 45, 0.5);

  public FaceFilter {
    if (!(minSize >= 1) || maxFaces < 1) {
      throw new IllegalArgumentException(
          "faces need a minimum size and a maximum number of at least 1, not %s and %d"
              .formatted(minSize, maxFaces));
    }
    if (!(minVisible >= 0 && minVisible <= 1)) {
      throw new IllegalArgumentException(
          "the visible share of a face must be in 0 to 1, not " + minVisible);
    }
    if (!(maxRoll >= 0) || !(minFrontality >= 0)) {
      throw new IllegalArgumentException(
          "the largest rotation and the smallest frontality must not be negative: %s, %s"
              .formatted(maxRoll, minFrontality));
    }
  }

  public FaceFilter withMinSize(double pixels) {
    return new FaceFilter(pixels, maxFaces, minVisible, maxRoll, minFrontality);
  }

  public FaceFilter withMaxFaces(int count) {
    return new FaceFilter(minSize, count, minVisible, maxRoll, minFrontality);
  }

  /**
   * @param width of the photograph, in pixels
   * @param height of the photograph, in pixels
   */
  public Selection select(List<Face> found, long width, long height) {
    List<Face> used = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    for (Face face : bySize(found)) {
      Optional<LeftOutReason> reason = reason(face, width, height, used.size());
      reason.ifPresentOrElse(r -> leftOut.add(new LeftOut(face, r)), () -> used.add(face));
    }
    return new Selection(used, leftOut);
  }

  private static List<Face> bySize(List<Face> faces) {
    return faces.stream().sorted(Comparator.comparingDouble(Face::size).reversed()).toList();
  }

  private Optional<LeftOutReason> reason(Face face, long width, long height, int used) {
    if (face.size() < minSize) {
      return Optional.of(LeftOutReason.TOO_SMALL);
    }
    if (face.box().visible((double) width, (double) height) < minVisible) {
      return Optional.of(LeftOutReason.CUT_BY_BORDER);
    }
    if (Math.abs(Math.toDegrees(face.landmarks().roll())) > maxRoll) {
      return Optional.of(LeftOutReason.TOO_ROTATED);
    }
    if (face.landmarks().frontality() < minFrontality) {
      return Optional.of(LeftOutReason.TURNED_AWAY);
    }
    return used >= maxFaces ? Optional.of(LeftOutReason.NOT_AMONG_LARGEST) : Optional.empty();
  }
}
