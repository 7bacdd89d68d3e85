// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face;

/**
 * A position in an image, in pixels. The upper left pixel covers 0 to 1 on both axes, so that its
 * centre is (0.5, 0.5).
 */
public record Point(double x, double y) {
  public double distance(Point other) {
    return Math.hypot(x - other.x, y - other.y);
  }

  /** The point halfway to another. */
  public Point middle(Point other) {
    return new Point((x + other.x) / 2, (y + other.y) / 2);
  }

  public Point plus(Point other) {
    return new Point(x + other.x, y + other.y);
  }

  public Point times(double factor) {
    return new Point(factor * x, factor * y);
  }
}
