// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face;

import static java.util.Objects.requireNonNull;

import java.util.function.UnaryOperator;

/**
 * A face that a detector found.
 *
 * @param landmarks for alignment to the FFHQ template
 * @param nose its tip
 * @param score the detector's confidence, 0 to 1
 */
public record Face(Box box, Landmarks landmarks, Point nose, double score) {
  public Face {
    requireNonNull(box, "box");
    requireNonNull(landmarks, "landmarks");
    requireNonNull(nose, "nose");
  }

  public Face withScore(double other) {
    return new Face(box, landmarks, nose, other);
  }

  /** The same face in other coordinates. */
  public Face map(Box otherBox, UnaryOperator<Point> change) {
    return new Face(otherBox, landmarks.map(change), change.apply(nose), score);
  }

  /** The longer side of the box, in pixels. */
  public double size() {
    return box.size();
  }
}
