// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.degradation;

import io.pentimento.core.random.CounterRandom;

/** An interval from which a parameter is drawn uniformly; a constant if both ends are equal. */
public record Range(double from, double to) {
  public Range {
    if (!(from <= to) || Double.isInfinite(from) || Double.isInfinite(to)) {
      throw new IllegalArgumentException(
          "the first value of a range must not exceed the second: %s, %s".formatted(from, to));
    }
  }

  public static Range of(double from, double to) {
    return new Range(from, to);
  }

  public static Range exactly(double value) {
    return new Range(value, value);
  }

  double draw(CounterRandom random) {
    return random.nextDouble(from, to);
  }

  /** Integers from the first to the last, inclusive. */
  int drawInteger(CounterRandom random) {
    int first = (int) Math.ceil(from);
    return first + random.nextInt((int) Math.floor(to) - first + 1);
  }

  Range times(double factor) {
    return new Range(from * factor, to * factor);
  }

  /** A range of which integers are drawn needs at least one. */
  void requireInteger(String what) {
    if (Math.ceil(from) > Math.floor(to)) {
      throw new IllegalArgumentException(
          "%s must contain an integer; %s to %s has none".formatted(what, from, to));
    }
  }

  void requireWithin(double least, double most, String what) {
    if (from < least || to > most) {
      throw new IllegalArgumentException(
          "%s must be in %s to %s, not %s to %s".formatted(what, least, most, from, to));
    }
  }
}
