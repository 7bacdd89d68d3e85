// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.random;

/**
 * Converts pairs of uniform numbers to pairs of independent standard normal numbers.
 *
 * <p>Uses {@link StrictMath} instead of {@link Math}: a JVM may replace {@code Math.log} or {@code
 * Math.cos} by its own instructions with an error of one unit in the last place, even between the
 * interpreter and the compiler of one run. {@code StrictMath} is fdlibm bit for bit everywhere, and
 * the four operations and the square root are exactly defined by the language since Java 17.
 */
final class BoxMuller {
  private BoxMuller() {}

  /** The radius of a pair, for {@code u} in (0, 1). */
  static double radius(double u) {
    return Math.sqrt(-2 * StrictMath.log(u));
  }

  /** The angle of a pair in radians, for {@code u} in (0, 1). */
  static double angle(double u) {
    return 2 * Math.PI * u;
  }

  /** The middle of the {@code word}-th of 2³² equal parts of (0, 1), and so never 0 or 1. */
  static double uniform(int word) {
    return (Integer.toUnsignedLong(word) + 0.5) * 0x1p-32;
  }
}
