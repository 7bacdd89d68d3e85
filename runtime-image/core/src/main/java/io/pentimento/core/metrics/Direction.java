// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.metrics;

/** Direction in which a metric improves: higher or lower values. */
public enum Direction {
  HIGHER_IS_BETTER,
  LOWER_IS_BETTER;

  /** Whether {@code value} is better than {@code other}; false for equal values and NaN. */
  public boolean better(double value, double other) {
    return this == HIGHER_IS_BETTER ? value > other : value < other;
  }
}
