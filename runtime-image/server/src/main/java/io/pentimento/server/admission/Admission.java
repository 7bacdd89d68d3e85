// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.admission;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.pentimento.server.config.ServerConfig;
import io.pentimento.server.failure.TooLargeException;
import io.pentimento.server.failure.UnavailableException;
import io.pentimento.server.failure.UnavailableException.Reason;
import io.pentimento.server.shutdown.RunningRequests;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Decides whether the server accepts a request, before its body is read: a place in the queue and
 * memory for the body must be available.
 */
@ApplicationScoped
public class Admission implements RunningRequests {
  private final int places;
  private final long memory;
  private final Runnable forget;
  private int taken;
  private long used;

  @Inject
  Admission(ServerConfig config, MeterRegistry metrics) {
    this(
        config.concurrency() + config.queueCapacity(),
        MemoryBudget.of(config).transfers(),
        metrics);
  }

  /**
   * @param places for requests that are uploaded, wait or are restored
   * @param memory in bytes, for request and response bodies
   */
  public Admission(int places, long memory, MeterRegistry metrics) {
    this.places = places;
    this.memory = memory;
    Gauge bytes =
        Gauge.builder("pentimento.transfer.bytes", this, Admission::used)
            .description("Memory used by request and response bodies")
            .baseUnit("bytes")
            .register(metrics);
    this.forget = () -> metrics.remove(bytes);
  }

  /** The registry outlives an application that is restarted, as in tests. */
  @PreDestroy
  public void close() {
    forget.run();
  }

  @Override
  public synchronized boolean isIdle() {
    return taken == 0 && used == 0;
  }

  /**
   * Reserves a place and memory.
   *
   * @param bytes the length of the body
   * @throws UnavailableException if none is available
   */
  public synchronized Ticket admit(long bytes) {
    if (taken == places) {
      throw queueFull();
    }
    take(bytes);
    taken++;
    return new Ticket(bytes);
  }

  private UnavailableException queueFull() {
    return new UnavailableException(
        Reason.QUEUE_FULL,
        "%d images are being restored or are waiting; try again later.".formatted(taken));
  }

  private void take(long bytes) {
    if (used + bytes > memory) {
      throw new UnavailableException(
          Reason.MEMORY_FULL,
          "Other requests use %d of the %d bytes for image transfers; try again later."
              .formatted(used, memory));
    }
    used += bytes;
  }

  public synchronized long used() {
    return used;
  }

  public synchronized int taken() {
    return taken;
  }

  /** The reserved places and memory of one request. */
  public final class Ticket implements AutoCloseable {
    private long bytes;
    private int held = 1;
    private boolean closed;

    private Ticket(long bytes) {
      this.bytes = bytes;
    }

    /**
     * Changes the size of the reserved memory.
     *
     * @throws UnavailableException if there is not enough; the reservation is not changed
     */
    public void resize(long wanted) {
      synchronized (Admission.this) {
        if (!closed) {
          take(wanted - bytes);
          bytes = wanted;
        }
      }
    }

    /**
     * Reserves additional memory.
     *
     * @throws UnavailableException if there is not enough; the reservation is not changed
     */
    public void grow(long more) {
      synchronized (Admission.this) {
        resize(bytes + more);
      }
    }

    /**
     * Reserves further places, for a request with several images.
     *
     * @throws TooLargeException if the server does not have as many places
     * @throws UnavailableException if they are not free; the reservation is not changed
     */
    public void takeFurther(int count) {
      synchronized (Admission.this) {
        if (held + count > places) {
          throw new TooLargeException(
              "The request has %d images, more than the maximum of %d; send fewer."
                  .formatted(held + count, places));
        }
        if (taken + count > places) {
          throw queueFull();
        }
        taken += count;
        held += count;
      }
    }

    /** Releases the places and keeps the memory. */
    public void releasePlace() {
      synchronized (Admission.this) {
        taken -= held;
        held = 0;
      }
    }

    @Override
    public void close() {
      synchronized (Admission.this) {
        releasePlace();
        if (!closed) {
          closed = true;
          used -= bytes;
        }
      }
    }
  }
}
