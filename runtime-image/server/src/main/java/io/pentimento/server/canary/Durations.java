// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.canary;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Counts durations in logarithmic classes that differ by 10 %. Not thread-safe. */
final class Durations {
  private static final double FACTOR = 1.1;
  private static final double FIRST_SECONDS = 0.001;

  private final Map<Integer, Long> classes = new TreeMap<>();

  void add(Duration duration) {
    double seconds = Math.max(FIRST_SECONDS, duration.toNanos() / 1e9);
    int index = (int) Math.ceil(Math.log(seconds / FIRST_SECONDS) / Math.log(FACTOR));
    classes.merge(index, 1L, Long::sum);
  }

  /** Number of durations by the upper bound of their class in seconds. */
  Map<Double, Long> byUpperBound() {
    Map<Double, Long> bounds = new TreeMap<>();
    classes.forEach((index, count) -> bounds.put(FIRST_SECONDS * Math.pow(FACTOR, index), count));
    return bounds;
  }
}
