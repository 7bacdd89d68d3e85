// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.data;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;

/**
 * Computes the data of the next steps on a background thread while the current step runs. The data
 * of a step depend only on its number, so that prefetching does not change them.
 *
 * <p>One thread reads; the function runs on another one.
 */
public final class Prefetched<T> implements AutoCloseable {
  private static final int AHEAD = 3;

  private final LongFunction<T> make;
  private final Deque<Future<T>> queue = new ArrayDeque<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread daemon = new Thread(task, "prefetch");
            daemon.setDaemon(true);
            return daemon;
          });
  private long next = -1;

  public Prefetched(LongFunction<T> make) {
    this.make = make;
  }

  /**
   * The data of a step. Data of consecutive steps are prefetched; any other step discards them.
   *
   * @throws RuntimeException from the function
   */
  public T of(long step) {
    if (step != next) {
      queue.forEach(pending -> pending.cancel(false));
      queue.clear();
      next = step;
    }
    while (queue.size() <= AHEAD) {
      long number = next + queue.size();
      queue.add(thread.submit(() -> make.apply(number)));
    }
    next++;
    return result(queue.poll());
  }

  private T result(Future<T> made) {
    try {
      return made.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for training data", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
