// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.metrics.statistics;

/**
 * A mean with its confidence interval.
 *
 * @param confidence the fraction of such intervals that contain the true mean, such as 0.95
 */
public record Interval(double mean, double low, double high, double confidence) {
  /** Whether the interval excludes zero, so that the sign of the mean is significant. */
  public boolean excludesZero() {
    return low > 0 || high < 0;
  }
}
