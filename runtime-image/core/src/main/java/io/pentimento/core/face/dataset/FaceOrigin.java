// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.dataset;

import io.pentimento.core.face.Face;
import io.pentimento.core.face.Point;
import io.pentimento.core.face.align.FaceAlignment;
import io.pentimento.core.face.align.Similarity;
import java.util.List;

/**
 * The origin of an aligned crop, as it is written to JSON. Positions are in pixels of the upright
 * photograph.
 *
 * @param photograph its name relative to the folder of photographs
 * @param box left, top, width and height
 * @param landmarks pairs of x and y, in the order of the detector's scheme
 * @param score of the detector, 0 to 1
 * @param scale pixels of the crop per pixel of the photograph
 * @param toCrop the transform from the photograph to the crop: a, b, tx and ty, see {@link
 *     Similarity}
 */
public record FaceOrigin(
    String photograph,
    List<Double> box,
    List<List<Double>> landmarks,
    double score,
    double scale,
    List<Double> toCrop) {
  public FaceOrigin {
    box = List.copyOf(box);
    landmarks = List.copyOf(landmarks);
    toCrop = List.copyOf(toCrop);
  }

  public static FaceOrigin of(String photograph, Face face, FaceAlignment alignment) {
    return new FaceOrigin(
        photograph,
        box(face),
        landmarks(face),
        rounded(face.score()),
        rounded(alignment.scale()),
        List.of(
            alignment.toCrop().a(),
            alignment.toCrop().b(),
            alignment.toCrop().tx(),
            alignment.toCrop().ty()));
  }

  /**
   * Where the crop lies in the photograph.
   *
   * @param size of the crop, in pixels
   */
  public FaceAlignment alignment(int size) {
    return new FaceAlignment(
        new Similarity(toCrop.get(0), toCrop.get(1), toCrop.get(2), toCrop.get(3)), size);
  }

  static List<Double> box(Face face) {
    return List.of(
        rounded(face.box().left()),
        rounded(face.box().top()),
        rounded(face.box().width()),
        rounded(face.box().height()));
  }

  private static List<List<Double>> landmarks(Face face) {
    return face.landmarks().points().stream().map(FaceOrigin::pair).toList();
  }

  private static List<Double> pair(Point point) {
    return List.of(rounded(point.x()), rounded(point.y()));
  }

  /** To thousandths: finer differences are noise. */
  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
