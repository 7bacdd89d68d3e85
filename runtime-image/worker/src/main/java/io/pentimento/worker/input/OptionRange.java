// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.input;

/** Checks numbers of options before any work begins. */
public final class OptionRange {
  private OptionRange() {}

  /**
   * @throws IllegalArgumentException if {@code value} is below {@code least}
   */
  public static void requireAtLeast(String option, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s must be at least %d, not %d".formatted(option, least, value));
    }
  }

  /**
   * @throws IllegalArgumentException if {@code value} is not from {@code least} to {@code most}
   */
  public static void requireWithin(String option, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be from %d to %d, not %d".formatted(option, least, most, value));
    }
  }

  /**
   * @throws IllegalArgumentException if {@code value} is not a positive multiple of {@code factor}
   */
  public static void requireMultiple(String option, double value, int factor) {
    if (!(value > 0 && value % factor == 0)) {
      throw new IllegalArgumentException(
          "%s must be a multiple of %d, not %s"
              .formatted(
                  option, factor, value == Math.rint(value) ? (Object) (long) value : value));
    }
  }

  /**
   * @throws IllegalArgumentException if {@code value} is not finite and greater than 0
   */
  public static void requirePositive(String option, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(
          "%s must be greater than 0, not %s".formatted(option, value));
    }
  }

  /**
   * @throws IllegalArgumentException if {@code value} is not finite or is negative
   */
  public static void requireNotNegative(String option, double value) {
    if (!(value >= 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException("%s must be at least 0, not %s".formatted(option, value));
    }
  }

  /**
   * @throws IllegalArgumentException if {@code value} is not at least 0 and below 1
   */
  public static void requireShare(String option, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          "%s must be at least 0 and below 1, not %s".formatted(option, value));
    }
  }
}
