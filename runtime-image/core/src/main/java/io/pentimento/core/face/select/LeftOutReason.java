// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.select;

/** The reason why a face is not used. */
public enum LeftOutReason {
  TOO_SMALL("TooSmall", "smaller than the minimum size"),
  CUT_BY_BORDER("CutByBorder", "cut by the border of the photograph"),
  TOO_ROTATED("TooRotated", "rotated too far"),
  TURNED_AWAY("TurnedAway", "turned too far away from the camera"),
  NOT_AMONG_LARGEST("NotAmongLargest", "more faces than the maximum per photograph");

  private final String published;
  private final String sentence;

  LeftOutReason(String published, String sentence) {
    this.published = published;
    this.sentence = sentence;
  }

  /** The name in reports and answers. */
  public String published() {
    return published;
  }

  /** Completes "the face is …" or "there are …". */
  public String sentence() {
    return sentence;
  }
}
