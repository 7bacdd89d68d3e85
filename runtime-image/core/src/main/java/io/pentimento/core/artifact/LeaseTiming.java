// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.artifact;

import java.time.Duration;

/**
 * Renewal and expiry of a lease.
 *
 * @param renewEvery time between two renewals
 * @param expiresAfter time without a renewal, on the contender's monotonic clock, after which it
 *     takes over; several times {@code renewEvery}
 */
public record LeaseTiming(Duration renewEvery, Duration expiresAfter) {
  private static final int RENEWALS_BEFORE_EXPIRY = 6;

  /** Seconds until a lease expires. */
  public static final String VARIABLE = "PENTIMENTO_LEASE_SECONDS";

  private static final int DEFAULT_SECONDS = 30;

  public LeaseTiming {
    if (renewEvery.isNegative() || renewEvery.isZero() || expiresAfter.compareTo(renewEvery) <= 0) {
      throw new IllegalArgumentException(
          "a lease must be renewed before it expires, but the renewal is every %s and the expiry %s"
              .formatted(renewEvery, expiresAfter));
    }
  }

  public static LeaseTiming expiringAfter(Duration expiry) {
    return new LeaseTiming(expiry.dividedBy(RENEWALS_BEFORE_EXPIRY), expiry);
  }

  /**
   * The timing from {@value #VARIABLE}; 30 seconds by default.
   *
   * @throws IllegalArgumentException if the variable is not a positive number of seconds
   */
  public static LeaseTiming ofThisProcess() {
    String text = System.getenv(VARIABLE);
    return text == null ? expiringAfter(Duration.ofSeconds(DEFAULT_SECONDS)) : parse(text);
  }

  static LeaseTiming parse(String seconds) {
    try {
      return expiringAfter(Duration.ofSeconds(Integer.parseInt(seconds.strip())));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s is '%s'; set it to a positive number of seconds, such as %d"
              .formatted(VARIABLE, seconds, DEFAULT_SECONDS),
          e);
    }
  }
}
