package io.pentimento.core.metrics.statistics;

/**
 * A mean with its confidence interval.
 *
 * @param confidence the share of intervals made like this that hold the true mean, such as 0.95
 */
public record Interval(double mean, double low, double high, double confidence) {
  /** Whether the sign of the mean is beyond doubt at this confidence. */
  public boolean excludesZero() {
    return low > 0 || high < 0;
  }
}
