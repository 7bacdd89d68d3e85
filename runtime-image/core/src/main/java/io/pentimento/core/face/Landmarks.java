// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The points of one face, in the order of their scheme.
 *
 * @param points as many as the scheme has
 */
public record Landmarks(LandmarkScheme scheme, List<Point> points) {
  public Landmarks {
    requireNonNull(scheme, "scheme");
    points = List.copyOf(points);
    if (points.size() != scheme.count()) {
      throw new IllegalArgumentException(
          "%s has %d landmarks, not %d".formatted(scheme, scheme.count(), points.size()));
    }
  }

  public Point leftEye() {
    return points.get(0);
  }

  public Point rightEye() {
    return points.get(1);
  }

  public Point mouth() {
    return scheme == LandmarkScheme.EYES_AND_MOUTH
        ? points.get(2)
        : points.get(3).middle(points.get(4));
  }

  /** The positions in pixels. */
  public double eyeDistance() {
    return leftEye().distance(rightEye());
  }

  /** The clockwise angle from the horizontal to the line through the eyes, in radians. */
  public double roll() {
    return Math.atan2(rightEye().y() - leftEye().y(), rightEye().x() - leftEye().x());
  }

  /**
   * The distance between the eyes divided by their distance from the mouth: about 1 for a frontal
   * face, and smaller for a face that is turned to the side.
   */
  public double frontality() {
    return eyeDistance() / leftEye().middle(rightEye()).distance(mouth());
  }

  public Landmarks map(UnaryOperator<Point> change) {
    return new Landmarks(scheme, points.stream().map(change).toList());
  }

  /** The mean distance to the same points of another face, in pixels. */
  public double meanDistance(Landmarks other) {
    double sum = 0;
    for (int i = 0; i < points.size(); i++) {
      sum += points.get(i).distance(other.points.get(i));
    }
    return sum / points.size();
  }
}
