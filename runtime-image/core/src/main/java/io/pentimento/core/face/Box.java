// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face;

/** An axis-aligned rectangle in pixels; it may reach beyond the image. */
public record Box(double left, double top, double right, double bottom) {
  public static Box around(Point centre, double width, double height) {
    return new Box(
        centre.x() - width / 2,
        centre.y() - height / 2,
        centre.x() + width / 2,
        centre.y() + height / 2);
  }

  public double width() {
    return right - left;
  }

  public double height() {
    return bottom - top;
  }

  /** The longer side. */
  public double size() {
    return Math.max(width(), height());
  }

  public double area() {
    return Math.max(0, width()) * Math.max(0, height());
  }

  public Point centre() {
    return new Point((left + right) / 2, (top + bottom) / 2);
  }

  public Box intersection(Box other) {
    return new Box(
        Math.max(left, other.left),
        Math.max(top, other.top),
        Math.min(right, other.right),
        Math.min(bottom, other.bottom));
  }

  /** Intersection over union, 0 to 1. */
  public double overlap(Box other) {
    double shared = intersection(other).area();
    double union = area() + other.area() - shared;
    return union > 0 ? shared / union : 0;
  }

  /** The share of this box that lies inside an image of the given size, 0 to 1. */
  public double visible(double imageWidth, double imageHeight) {
    return area() > 0 ? intersection(new Box(0, 0, imageWidth, imageHeight)).area() / area() : 0;
  }
}
