package io.pentimento.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Lets few images be restored at once and a bounded number wait, in the order in which they came;
 * beyond that it is better to say so than to make everyone wait.
 */
@ApplicationScoped
class RestorationQueue {
  private final int capacity;
  private final Semaphore places;
  private final Semaphore slots;

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
    this.capacity = capacity;
    this.places = new Semaphore(concurrency + capacity);
    this.slots = new Semaphore(concurrency, true);
    Gauge depth =
        Gauge.builder("pentimento.queue.depth", this, RestorationQueue::waiting)
            .description("Images that wait to be restored")
            .register(metrics);
    this.forget = () -> metrics.remove(depth);
  }

  /** The registry outlives an application that is started anew, as tests do. */
  @PreDestroy
  void close() {
    forget.run();
  }

  /**
   * Runs a task when its turn has come.
   *
   * @throws UnavailableException if too many wait already
   */
  <T> T run(Supplier<T> task) {
    if (!places.tryAcquire()) {
      throw new UnavailableException(
          "%d images are waiting already; try again later.".formatted(capacity));
    }
    try {
      slots.acquire();
      try {
        return task.get();
      } finally {
        slots.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("The server is shutting down.");
    } finally {
      places.release();
    }
  }

  int waiting() {
    return slots.getQueueLength();
  }
}
