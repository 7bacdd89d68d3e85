// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.batching;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.pentimento.core.tensor.Tensor;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Combines images of several threads into batches. The thread of the first image runs the batch
 * when it is full or the delay has passed, and the number of concurrent runs permits it; until then
 * further images can join. No additional thread is needed.
 *
 * @param <K> key that is equal for all images of a batch
 */
public final class ImageBatcher<K> {
  private final int size;
  private final long delayNanos;
  private final int runs;
  private final DistributionSummary sizes;
  private final Map<K, Batch> open = new HashMap<>();
  private int running;

  /**
   * @param size maximum number of images per batch
   * @param delay maximum time that a batch waits for further images
   * @param runs maximum number of concurrent runs
   */
  public ImageBatcher(int size, Duration delay, int runs, MeterRegistry metrics) {
    if (size < 1 || runs < 1 || delay.isNegative()) {
      throw new IllegalArgumentException(
          "pentimento.server.batching.size and concurrency must be at least 1, batching.delay at"
              + " least 0");
    }
    this.size = size;
    this.delayNanos = size == 1 ? 0 : delay.toNanos();
    this.runs = runs;
    this.sizes =
        DistributionSummary.builder("pentimento.batch.size")
            .description("Images per run of the model")
            .register(metrics);
  }

  /**
   * Restores an image, alone or with others.
   *
   * @param image (1, 3, H, W) of the model's size
   * @param model restores images (N, 3, H, W)
   * @throws RuntimeException as {@code model} does for this image alone
   */
  public Tensor restore(Tensor image, K key, UnaryOperator<Tensor> model) {
    Batch batch;
    CompletableFuture<Tensor> result;
    boolean first;
    synchronized (this) {
      Batch waiting = open.get(key);
      first = waiting == null;
      batch = waiting == null ? new Batch() : waiting;
      result = batch.add(image);
      if (first && size > 1) {
        open.put(key, batch);
      }
      if (batch.size() == size) {
        open.remove(key, batch);
        notifyAll();
      }
    }
    if (first) {
      run(batch, key, model);
    }
    return get(result);
  }

  /** Open batches, which further images can join. */
  synchronized int waiting() {
    return open.values().stream().mapToInt(Batch::size).sum();
  }

  private void run(Batch batch, K key, UnaryOperator<Tensor> model) {
    awaitRun(batch, key);
    try {
      sizes.record(batch.size());
      batch.run(model);
    } finally {
      synchronized (this) {
        running--;
        notifyAll();
      }
    }
  }

  private synchronized void awaitRun(Batch batch, K key) {
    long deadline = System.nanoTime() + delayNanos;
    boolean interrupted = false;
    while (true) {
      long left = batch.size() == size ? 0 : deadline - System.nanoTime();
      if (left <= 0 && running < runs) {
        break;
      }
      interrupted |= !await(left);
    }
    open.remove(key, batch);
    running++;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for a change, for a limited time if that is positive; false if interrupted. */
  private boolean await(long nanos) {
    try {
      if (nanos > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, nanos);
      } else {
        wait();
      }
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private static Tensor get(CompletableFuture<Tensor> result) {
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }
}
