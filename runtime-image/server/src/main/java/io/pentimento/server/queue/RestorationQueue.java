// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.queue;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.pentimento.server.config.ServerConfig;
import io.pentimento.server.failure.ClientGoneException;
import io.pentimento.server.failure.UnavailableException;
import io.pentimento.server.tracing.Stages;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Restores a limited number of images at once. It serves clients in turn, and the images of one
 * client in order of arrival.
 */
@ApplicationScoped
public class RestorationQueue {
  private final ThreadPoolExecutor workers;
  private final FairLine<Job<?>> line = new FairLine<>();
  private final Stages stages;
  private final Timer waiting;
  private final Runnable forget;

  @Inject
  RestorationQueue(ServerConfig config, MeterRegistry metrics, Stages stages) {
    this(config.concurrency() * config.batching().size(), config.queueCapacity(), metrics, stages);
  }

  private RestorationQueue(int threads, int capacity, MeterRegistry metrics, Stages stages) {
    if (threads < 1 || capacity < 0) {
      throw new IllegalArgumentException(
          ("pentimento.server.concurrency and batching.size must be at least 1"
                  + " and pentimento.server.queue-capacity at least 0 (it is %d).")
              .formatted(capacity));
    }
    this.stages = stages;
    this.workers =
        new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    this.waiting =
        Timer.builder("pentimento.queue.duration")
            .description("Time that an image waits in the queue")
            .publishPercentileHistogram()
            .register(metrics);
    Gauge depth =
        Gauge.builder("pentimento.queue.depth", this, RestorationQueue::waiting)
            .description("Images waiting to be restored")
            .register(metrics);
    this.forget = () -> metrics.remove(depth);
  }

  /** The meter registry continues to exist when the application is restarted, as in tests. */
  @PreDestroy
  public void close() {
    forget.run();
    workers.shutdownNow();
  }

  /** A task and its result. */
  public record Job<T>(
      Caller caller, Instant arrival, Supplier<T> task, CompletableFuture<T> result) {
    private void run() {
      try {
        result.complete(task.get());
      } catch (RuntimeException | Error e) {
        result.completeExceptionally(e);
      }
    }
  }

  /**
   * Runs a task when it is its turn. {@link io.pentimento.server.admission.Admission} limits the
   * number of waiting tasks.
   *
   * @throws UnavailableException if the server is being stopped
   */
  public <T> Job<T> submit(Caller caller, Supplier<T> task) {
    Job<T> job = new Job<>(caller, Instant.now(), task, new CompletableFuture<>());
    line.add(caller.client(), job);
    try {
      workers.execute(() -> line.next().ifPresent(this::run));
      return job;
    } catch (RejectedExecutionException e) {
      line.remove(caller.client(), job);
      throw new UnavailableException(
          UnavailableException.Reason.SHUTTING_DOWN, "The server is shutting down.");
    }
  }

  private void run(Job<?> job) {
    waiting.record(Duration.between(job.arrival(), Instant.now()));
    stages.ended("queue", job.caller().trace(), job.arrival());
    stages.within(job.caller().trace(), job::run);
  }

  /** Removes a job whose result is no longer needed; does nothing if it has started. */
  public void withdraw(Job<?> job) {
    if (line.remove(job.caller().client(), job)) {
      job.result().completeExceptionally(new ClientGoneException());
    }
  }

  public int waiting() {
    return line.size();
  }
}
