// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.latency;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Sends requests at times that do not depend on responses, and measures latency from the scheduled
 * time of a request. A generator that waits for responses would omit the slowest requests
 * (coordinated omission).
 */
final class OpenLoop {
  private final Supplier<CompletableFuture<Boolean>> request;
  private final AtomicInteger failed = new AtomicInteger();

  /**
   * @param request sends a request and returns whether it succeeded
   */
  OpenLoop(Supplier<CompletableFuture<Boolean>> request) {
    this.request = request;
  }

  /**
   * @param arrivals times of the requests from now, in nanoseconds
   */
  Latencies run(long[] arrivals) {
    long[] latencies = new long[arrivals.length];
    CompletableFuture<?>[] answers = new CompletableFuture<?>[arrivals.length];
    long start = System.nanoTime();
    for (int i = 0; i < arrivals.length; i++) {
      long due = start + arrivals[i];
      sleepUntil(due);
      int index = i;
      answers[i] =
          request
              .get()
              .whenComplete(
                  (success, failure) -> {
                    latencies[index] = System.nanoTime() - due;
                    if (failure != null || !success) {
                      failed.incrementAndGet();
                    }
                  })
              .exceptionally(failure -> false);
    }
    CompletableFuture.allOf(answers).join();
    return Latencies.of(latencies);
  }

  int failed() {
    return failed.get();
  }

  private static void sleepUntil(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
