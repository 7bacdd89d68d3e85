package io.pentimento.core.face.align;

import io.pentimento.core.face.Landmarks;
import io.pentimento.core.face.Point;

/** Whether a picture is an aligned crop already: its eyes are where the FFHQ template has them. */
public final class AlignmentCheck {
  /** The largest mean distance of the eyes from their template, as a share of the crop's side. */
  private static final double TOLERANCE = 0.06;

  private AlignmentCheck() {}

  /**
   * The mean distance of the eyes from where the template has them, as a share of the side of the
   * picture when it is resized to a square.
   *
   * @param landmarks of its face, in pixels of the picture
   */
  public static double eyeDeviation(Landmarks landmarks, long width, long height) {
    Landmarks template = landmarks.scheme().template(1);
    Landmarks shares = landmarks.map(p -> new Point(p.x() / width, p.y() / height));
    return (shares.leftEye().distance(template.leftEye())
            + shares.rightEye().distance(template.rightEye()))
        / 2;
  }

  /** Whether the eyes of a picture are close enough to the template. */
  public static boolean isAligned(Landmarks landmarks, long width, long height) {
    return eyeDeviation(landmarks, width, height) <= TOLERANCE;
  }
}
