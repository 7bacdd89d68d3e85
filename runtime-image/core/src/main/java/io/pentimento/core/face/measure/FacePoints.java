// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.measure;

import io.pentimento.core.face.Face;
import io.pentimento.core.face.LandmarkScheme;
import io.pentimento.core.face.Landmarks;
import io.pentimento.core.face.Point;
import java.util.List;

/**
 * The points of a face that are compared, in pixels of its crop.
 *
 * @param mouth its middle
 */
public record FacePoints(Point leftEye, Point rightEye, Point nose, Point mouth) {

  public static FacePoints of(Face face) {
    Landmarks landmarks = face.landmarks();
    return new FacePoints(
        landmarks.leftEye(), landmarks.rightEye(), face.nose(), landmarks.mouth());
  }

  /** The positions in the FFHQ template, for a crop of {@code size} × {@code size} pixels. */
  public static FacePoints template(int size) {
    Landmarks template = LandmarkScheme.FIVE_POINTS.template(size);
    return new FacePoints(
        template.leftEye(), template.rightEye(), template.points().get(2), template.mouth());
  }

  /** The mean distance from the points of a reference, in eye distances of the reference. */
  public double distance(FacePoints reference) {
    List<Point> other = reference.all();
    double sum = 0;
    for (int i = 0; i < other.size(); i++) {
      sum += all().get(i).distance(other.get(i));
    }
    return sum / other.size() / reference.leftEye.distance(reference.rightEye);
  }

  private List<Point> all() {
    return List.of(leftEye, rightEye, nose, mouth);
  }
}
