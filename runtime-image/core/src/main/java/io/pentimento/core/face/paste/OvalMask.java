// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.paste;

/**
 * The part of an aligned crop that is pasted: an oval around the face with a soft edge. Positions
 * are shares of the crop's side, so that the mask does not depend on a resolution.
 */
final class OvalMask implements PasteMask {
  /** Centre: between the eyes and the mouth of the FFHQ template, slightly below the middle. */
  private static final double CENTRE_X = 0.5;

  private static final double CENTRE_Y = 0.54;
  private static final double RADIUS_X = 0.40;
  private static final double RADIUS_Y = 0.45;

  /** The mask is 1 up to this share of the radius, and falls to 0 at the radius. */
  private static final double SOLID = 0.75;

  @Override
  public double at(double x, double y) {
    double dx = (x - CENTRE_X) / RADIUS_X;
    double dy = (y - CENTRE_Y) / RADIUS_Y;
    double square = dx * dx + dy * dy;
    if (square >= 1) {
      return 0;
    }
    double t = Math.min(1, (1 - Math.sqrt(square)) / (1 - SOLID));
    return t * t * (3 - 2 * t);
  }
}
