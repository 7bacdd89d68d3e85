package io.pentimento.core.random;

/**
 * Pairs of uniform numbers to pairs of independent standard normal ones.
 *
 * <p>{@link StrictMath} and not {@link Math}: a JVM may replace {@code Math.log} or {@code
 * Math.cos} by an instruction sequence of its own within one unit in the last place, even between
 * the interpreter and the compiler of one run. {@code StrictMath} is fdlibm bit for bit everywhere,
 * and the four operations and the square root are exact by the language since Java 17.
 */
final class BoxMuller {
  private BoxMuller() {}

  /** The radius of a pair, of {@code u} in (0, 1). */
  static double radius(double u) {
    return Math.sqrt(-2 * StrictMath.log(u));
  }

  /** The angle of a pair in radians, of {@code u} in (0, 1). */
  static double angle(double u) {
    return 2 * Math.PI * u;
  }

  /** The middle of the {@code word}-th of 2³² equal parts of (0, 1), so never 0 or 1. */
  static double uniform(int word) {
    return (Integer.toUnsignedLong(word) + 0.5) * 0x1p-32;
  }
}
