package io.pentimento.benchmark.latency;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Sends requests at times that do not depend on the answers, and counts the latency of each from
 * when it should have been sent. A generator that waits for answers would leave out the requests
 * that suffer most (coordinated omission).
 */
final class OpenLoop {
  private final Supplier<CompletableFuture<Boolean>> request;
  private final AtomicInteger failed = new AtomicInteger();

  /**
   * @param request sends one, and tells whether it succeeded
   */
  OpenLoop(Supplier<CompletableFuture<Boolean>> request) {
    this.request = request;
  }

  /**
   * @param arrivals times of the requests since now, in nanoseconds
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
