package io.pentimento.benchmark.latency;

import java.util.Arrays;

/**
 * Durations in the order of their length.
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
   * The duration that a share of all does not exceed, in milliseconds.
   *
   * @param share from 0 to 1, such as 0.99
   */
  double millis(double share) {
    int index = (int) Math.ceil(share * nanos.length) - 1;
    return nanos[Math.max(0, index)] / NANOS_OF_MILLI;
  }

  double median() {
    return millis(0.5);
  }
}
