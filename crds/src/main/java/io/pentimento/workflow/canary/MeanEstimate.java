// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.canary;

/**
 * The mean of a sample.
 *
 * @param variance of the sample
 */
public record MeanEstimate(long count, double mean, double variance) {
  public static final MeanEstimate NONE = new MeanEstimate(0, 0, 0);

  /** The lower end of the interval of this many standard errors. */
  double lower(double errors) {
    return mean - errors * standardError();
  }

  /** The upper end of the interval of this many standard errors. */
  double upper(double errors) {
    return mean + errors * standardError();
  }

  private double standardError() {
    return count == 0 ? Double.POSITIVE_INFINITY : Math.sqrt(variance / count);
  }
}
