// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.latency;

import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Sends requests at times that do not depend on responses, and measures latency from the scheduled
 * time of a request. A generator that waits for responses would omit the slowest requests
 * (coordinated omission). Each open request has a thread.
 */
final class OpenLoop {
  private final BooleanSupplier request;
  private final AtomicInteger failed = new AtomicInteger();

  /**
   * @param request sends a request, waits for the response, and returns whether it succeeded
   */
  OpenLoop(BooleanSupplier request) {
    this.request = request;
  }

  /**
   * @param arrivals times of the requests from now, in nanoseconds
   */
  Latencies run(long[] arrivals) throws InterruptedException {
    long[] latencies = new long[arrivals.length];
    CountDownLatch answers = new CountDownLatch(arrivals.length);
    ExecutorService threads = Executors.newCachedThreadPool();
    long start = System.nanoTime();
    for (int i = 0; i < arrivals.length; i++) {
      long due = start + arrivals[i];
      int index = i;
      Schedule.sleepUntil(due);
      threads.execute(
          () -> {
            countFailure(request);
            latencies[index] = System.nanoTime() - due;
            answers.countDown();
          });
    }
    answers.await();
    threads.shutdown();
    return Latencies.of(latencies);
  }

  private void countFailure(BooleanSupplier sent) {
    try {
      if (sent.getAsBoolean()) {
        return;
      }
    } catch (UncheckedIOException e) {
      // A lost connection is a failed request.
    }
    failed.incrementAndGet();
  }

  int failed() {
    return failed.get();
  }
}
