// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.align;

import io.pentimento.core.face.Box;
import io.pentimento.core.face.Point;

/**
 * A rotation, uniform scaling and translation without reflection: (x, y) becomes (a·x − b·y + tx,
 * b·x + a·y + ty).
 */
public record Similarity(double a, double b, double tx, double ty) {
  public Similarity {
    if (!(a * a + b * b > 0) || !Double.isFinite(a * a + b * b + tx + ty)) {
      throw new IllegalArgumentException(
          "a similarity needs a positive, finite scale; a = %s, b = %s".formatted(a, b));
    }
  }

  public static Similarity scaling(double factor) {
    return new Similarity(factor, 0, 0, 0);
  }

  public static Similarity translation(double x, double y) {
    return new Similarity(1, 0, x, y);
  }

  public Point apply(Point p) {
    return new Point(a * p.x() - b * p.y() + tx, b * p.x() + a * p.y() + ty);
  }

  /** The factor by which distances grow. */
  public double scale() {
    return Math.hypot(a, b);
  }

  /** The rotation in radians, clockwise in the displayed image. */
  public double rotation() {
    return Math.atan2(b, a);
  }

  public Similarity inverse() {
    double square = a * a + b * b;
    double ia = a / square;
    double ib = -b / square;
    return new Similarity(ia, ib, -ia * tx + ib * ty, -ib * tx - ia * ty);
  }

  /** This transform, followed by another. */
  public Similarity then(Similarity next) {
    Point shift = next.apply(new Point(tx, ty));
    return new Similarity(next.a * a - next.b * b, next.b * a + next.a * b, shift.x(), shift.y());
  }

  /** The smallest box around the transformed rectangle from (0, 0) to (width, height). */
  public Box boxOf(double width, double height) {
    Point origin = apply(new Point(0, 0));
    Point across = apply(new Point(width, 0));
    Point down = apply(new Point(0, height));
    Point opposite = apply(new Point(width, height));
    return new Box(
        least(origin.x(), across.x(), down.x(), opposite.x()),
        least(origin.y(), across.y(), down.y(), opposite.y()),
        -least(-origin.x(), -across.x(), -down.x(), -opposite.x()),
        -least(-origin.y(), -across.y(), -down.y(), -opposite.y()));
  }

  private static double least(double a, double b, double c, double d) {
    return Math.min(Math.min(a, b), Math.min(c, d));
  }
}
