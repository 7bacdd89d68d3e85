// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.metrics.statistics;

/**
 * Tests whether a candidate is worse than a baseline by less than a margin. A difference that is
 * not significant shows nothing; a candidate is non-inferior only if the whole interval of its
 * improvement lies above −margin.
 *
 * @param margin at least 0, in the unit of the improvement
 */
public record NonInferiority(double margin) {

  /** The result of the test. */
  public enum Verdict {
    /** The whole interval lies above −margin. */
    NON_INFERIOR,
    /** The whole interval lies below −margin. */
    INFERIOR,
    /** −margin lies within the interval: more images or seeds are needed. */
    INCONCLUSIVE
  }

  public NonInferiority {
    if (!(margin >= 0 && Double.isFinite(margin))) {
      throw new IllegalArgumentException("the margin must not be negative, but is " + margin);
    }
  }

  /**
   * Decides from the interval of the improvement.
   *
   * @param improvement of the candidate over the baseline, positive if better
   */
  public Verdict verdict(Interval improvement) {
    if (improvement.low() > -margin) {
      return Verdict.NON_INFERIOR;
    }
    return improvement.high() < -margin ? Verdict.INFERIOR : Verdict.INCONCLUSIVE;
  }
}
