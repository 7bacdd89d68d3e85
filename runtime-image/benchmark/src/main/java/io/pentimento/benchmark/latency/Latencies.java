// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.latency;

import java.util.Arrays;

/**
 * Sorted durations.
 *
 * @param nanos sorted
 */
record Latencies(long[] nanos) {
  private static final double NANOS_OF_MILLI = 1e6;

  static Latencies of(long[] unsorted) {
    long[] sorted = unsorted.clone();
    Arrays.sort(sorted);
    return new Latencies(sorted);
  }

  /**
   * A quantile of the durations, in milliseconds.
   *
   * @param share from 0 to 1, such as 0.99 for the 99th percentile
   */
  double millis(double share) {
    int index = (int) Math.ceil(share * nanos.length) - 1;
    return nanos[Math.max(0, index)] / NANOS_OF_MILLI;
  }

  double median() {
    return millis(0.5);
  }
}
