// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.latency;

import java.util.function.BooleanSupplier;

/**
 * Sends requests one after another.
 *
 * @param request sends a request, waits for the response, and returns whether it succeeded
 */
record ClosedLoop(BooleanSupplier request) {
  private static final int LEAST = 30;
  private static final double SECONDS = 10;

  /** How many requests of a given latency last for ten seconds, and at least 30. */
  static int count(double millis) {
    return (int) Math.max(LEAST, SECONDS * 1e3 / millis);
  }

  /** Latencies of requests, of which the first ones only determine how many are measured. */
  Latencies run() {
    return run(count(run(LEAST).median()));
  }

  Latencies run(int count) {
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      long start = System.nanoTime();
      boolean success = request.getAsBoolean();
      nanos[i] = System.nanoTime() - start;
      requireNone(success ? 0 : 1);
    }
    return Latencies.of(nanos);
  }

  static void requireNone(int failed) {
    if (failed > 0) {
      throw new IllegalStateException(
          failed + " requests failed; run the server manually to see why");
    }
  }
}
