// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.align;

import io.pentimento.core.face.Point;
import java.util.List;

/** Fits a similarity that maps one set of points to another, by least squares (Umeyama). */
public final class SimilarityFit {
  private SimilarityFit() {}

  /**
   * Minimises the sum of the squared distances between the transformed points and their targets. In
   * two dimensions the solution without reflection is closed: with centred points as complex
   * numbers it is the quotient of their inner products.
   *
   * @param from at least two different points
   * @param to as many as {@code from}
   * @throws IllegalArgumentException if the points do not determine a similarity
   */
  public static Similarity of(List<Point> from, List<Point> to) {
    if (from.size() != to.size() || from.size() < 2) {
      throw new IllegalArgumentException(
          "a similarity is fitted to two or more pairs of points, not to %d and %d"
              .formatted(from.size(), to.size()));
    }
    Point p = mean(from);
    Point q = mean(to);
    double dot = 0;
    double cross = 0;
    double square = 0;
    for (int i = 0; i < from.size(); i++) {
      double px = from.get(i).x() - p.x();
      double py = from.get(i).y() - p.y();
      double qx = to.get(i).x() - q.x();
      double qy = to.get(i).y() - q.y();
      dot += px * qx + py * qy;
      cross += px * qy - py * qx;
      square += px * px + py * py;
    }
    double a = dot / square;
    double b = cross / square;
    return new Similarity(a, b, q.x() - a * p.x() + b * p.y(), q.y() - b * p.x() - a * p.y());
  }

  private static Point mean(List<Point> points) {
    double x = 0;
    double y = 0;
    for (Point point : points) {
      x += point.x();
      y += point.y();
    }
    return new Point(x / points.size(), y / points.size());
  }
}
