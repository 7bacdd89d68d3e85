// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.canary;

/** Mean and sum of squared deviations, updated value by value (Welford 1962). Not thread-safe. */
final class RunningMean {
  private long count;
  private double mean;
  private double squares;

  /** A snapshot. */
  record Sample(long count, double mean, double squares) {}

  void add(double value) {
    count++;
    double before = value - mean;
    mean += before / count;
    squares += before * (value - mean);
  }

  Sample sample() {
    return new Sample(count, mean, squares);
  }
}
