package io.pentimento.core.face;

import static java.util.Objects.requireNonNull;

/**
 * A face that a detector found.
 *
 * @param score the detector's confidence, 0 to 1
 */
public record Face(Box box, Landmarks landmarks, double score) {
  public Face {
    requireNonNull(box, "box");
    requireNonNull(landmarks, "landmarks");
  }

  /** The longer side of the box, in pixels. */
  public double size() {
    return box.size();
  }
}
