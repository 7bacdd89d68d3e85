// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint;

/** IEEE 754 binary16, as bits: 1 sign, 5 exponent, 10 fraction. */
public final class Half {
  private static final float SUBNORMAL_STEP = 0x1p-24f;

  private Half() {}

  public static float toFloat(short half) {
    int exponent = (half >> 10) & 0x1F;
    int fraction = half & 0x3FF;
    int sign = (half & 0x8000) << 16;
    if (exponent == 0) {
      float magnitude = fraction * SUBNORMAL_STEP;
      return sign == 0 ? magnitude : -magnitude;
    }
    int wide = exponent == 31 ? 255 : exponent - 15 + 127;
    return Float.intBitsToFloat(sign | (wide << 23) | (fraction << 13));
  }

  /** Rounds to nearest, ties to even; values beyond 65504 become infinite. */
  public static short fromFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    int magnitude = bits & 0x7FFFFFFF;
    if (magnitude > 0x7F800000) {
      return (short) (sign | 0x7E00);
    }
    if (magnitude >= 0x47800000) {
      return (short) (sign | 0x7C00);
    }
    return (short) (sign | (magnitude < 0x38800000 ? subnormal(magnitude) : normal(magnitude)));
  }

  private static int subnormal(int magnitude) {
    return (int) Math.rint(Float.intBitsToFloat(magnitude) / SUBNORMAL_STEP);
  }

  /** A carry out of the fraction increments the exponent, which is the correct rounding. */
  private static int normal(int magnitude) {
    int rebased = magnitude - ((127 - 15) << 23);
    int half = rebased >>> 13;
    int rest = rebased & 0x1FFF;
    boolean up = rest > 0x1000 || (rest == 0x1000 && (half & 1) == 1);
    return up ? half + 1 : half;
  }
}
