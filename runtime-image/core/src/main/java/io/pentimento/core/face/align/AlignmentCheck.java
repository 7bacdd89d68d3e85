// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.align;

import io.pentimento.core.face.Landmarks;
import io.pentimento.core.face.Point;

/** Checks whether a picture is an aligned crop: its eyes are at the positions of the template. */
public final class AlignmentCheck {
  /** The largest mean distance of the eyes from their template, as a share of the crop's side. */
  private static final double TOLERANCE = 0.06;

  private AlignmentCheck() {}

  /**
   * The mean distance of the eyes from their positions in the FFHQ template, as a share of the side
   * of the picture when it is resized to a square.
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
    return isAligned(eyeDeviation(landmarks, width, height));
  }

  /**
   * @param eyeDeviation from {@link #eyeDeviation}
   */
  public static boolean isAligned(double eyeDeviation) {
    return eyeDeviation <= TOLERANCE;
  }
}
