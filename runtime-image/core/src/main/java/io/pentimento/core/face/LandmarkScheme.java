// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face;

import java.util.List;

/**
 * The points of a face that a detector returns, and their positions in the FFHQ template. Left and
 * right are those of the image.
 */
public enum LandmarkScheme {
  /** Left eye, right eye, middle of the mouth. */
  EYES_AND_MOUTH(new Point(192, 240), new Point(319, 240), new Point(257, 371)),

  /** Left eye, right eye, tip of the nose, left and right corner of the mouth. */
  FIVE_POINTS(
      new Point(192.98, 239.95),
      new Point(318.90, 240.19),
      new Point(256.63, 314.02),
      new Point(201.26, 371.41),
      new Point(313.09, 371.15));

  private static final double TEMPLATE_SIZE = 512;

  @SuppressWarnings("ImmutableEnumChecker") // List.of of records
  private final List<Point> template;

  LandmarkScheme(Point... template) {
    this.template = List.of(template);
  }

  public int count() {
    return template.size();
  }

  /** The positions in an aligned crop of {@code size} × {@code size} pixels. */
  public Landmarks template(int size) {
    double scale = size / TEMPLATE_SIZE;
    return new Landmarks(this, template.stream().map(point -> point.times(scale)).toList());
  }
}
