package io.pentimento.core.metrics;

/** Which values of a metric are the better ones. */
public enum Direction {
  HIGHER_IS_BETTER,
  LOWER_IS_BETTER;

  /** Whether {@code value} is better than {@code other}; equal values and NaN are not. */
  public boolean better(double value, double other) {
    return this == HIGHER_IS_BETTER ? value > other : value < other;
  }
}
