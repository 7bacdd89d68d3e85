package io.pentimento.server.queue;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.pentimento.server.admission.Admission;
import io.pentimento.server.config.ServerConfig;
import io.pentimento.server.failure.ClientGoneException;
import io.pentimento.server.failure.UnavailableException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Restores few images at once, in the order in which they came. */
@ApplicationScoped
public class RestorationQueue {
  private final ThreadPoolExecutor workers;
  private final Runnable forget;

  @Inject
  RestorationQueue(ServerConfig config, MeterRegistry metrics) {
    this(config.concurrency(), config.queueCapacity(), metrics);
  }

  private RestorationQueue(int concurrency, int capacity, MeterRegistry metrics) {
    if (concurrency < 1 || capacity < 0) {
      throw new IllegalArgumentException(
          "pentimento.server.concurrency must be at least 1 (it is %d) and queue-capacity at least 0 (it is %d)"
              .formatted(concurrency, capacity));
    }
    this.workers =
        new ThreadPoolExecutor(
            concurrency, concurrency, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    Gauge depth =
        Gauge.builder("pentimento.queue.depth", this, RestorationQueue::waiting)
            .description("Images that wait to be restored")
            .register(metrics);
    this.forget = () -> metrics.remove(depth);
  }

  /** The registry outlives an application that is started anew, as tests do. */
  @PreDestroy
  public void close() {
    forget.run();
    workers.shutdownNow();
  }

  /** A task and what becomes of it. */
  public record Job<T>(Supplier<T> task, CompletableFuture<T> result) implements Runnable {
    @Override
    public void run() {
      try {
        result.complete(task.get());
      } catch (RuntimeException | Error e) {
        result.completeExceptionally(e);
      }
    }
  }

  /**
   * Runs a task when its turn has come. {@link Admission} bounds how many wait.
   *
   * @throws UnavailableException if the server is being stopped
   */
  public <T> Job<T> submit(Supplier<T> task) {
    Job<T> job = new Job<>(task, new CompletableFuture<>());
    try {
      workers.execute(job);
      return job;
    } catch (RejectedExecutionException e) {
      throw new UnavailableException(
          UnavailableException.Reason.SHUTTING_DOWN, "The server is shutting down.");
    }
  }

  /** Drops a job that nobody waits for; does nothing if it has begun. */
  public void withdraw(Job<?> job) {
    if (workers.remove(job)) {
      job.result().completeExceptionally(new ClientGoneException());
    }
  }

  public int waiting() {
    return workers.getQueue().size();
  }
}
