package io.pentimento.server.admission;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.pentimento.server.config.ServerConfig;
import io.pentimento.server.failure.TooLargeException;
import io.pentimento.server.failure.UnavailableException;
import io.pentimento.server.failure.UnavailableException.Reason;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Decides, before anything of a request's body is read, whether the server has room for it: a place
 * to wait, and memory for the body.
 */
@ApplicationScoped
public class Admission {
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
   * @param places for requests that upload, wait or are restored
   * @param memory in bytes, for bodies of requests and answers
   */
  public Admission(int places, long memory, MeterRegistry metrics) {
    this.places = places;
    this.memory = memory;
    Gauge bytes =
        Gauge.builder("pentimento.transfer.bytes", this, Admission::used)
            .description("Memory taken by bodies of requests and answers")
            .baseUnit("bytes")
            .register(metrics);
    this.forget = () -> metrics.remove(bytes);
  }

  /** The registry outlives an application that is started anew, as tests do. */
  @PreDestroy
  public void close() {
    forget.run();
  }

  /**
   * Takes a place and memory.
   *
   * @param bytes the length of the body
   * @throws UnavailableException if there is none
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
        "%d images are being restored or wait already; try again later.".formatted(taken));
  }

  private void take(long bytes) {
    if (used + bytes > memory) {
      throw new UnavailableException(
          Reason.MEMORY_FULL,
          "Other images take %d of the %d bytes for images in transfer; try again later."
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

  /** The places and the memory of one request. */
  public final class Ticket implements AutoCloseable {
    private long bytes;
    private int held = 1;
    private boolean closed;

    private Ticket(long bytes) {
      this.bytes = bytes;
    }

    /**
     * Takes more memory, or gives some back.
     *
     * @throws UnavailableException if there is no more; this keeps what it has
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
     * Takes memory beside that which this has.
     *
     * @throws UnavailableException if there is no more; this keeps what it has
     */
    public void grow(long more) {
      synchronized (Admission.this) {
        resize(bytes + more);
      }
    }

    /**
     * Takes further places, for a request of several images.
     *
     * @throws TooLargeException if the server has not as many
     * @throws UnavailableException if they are not free; this keeps what it has
     */
    public void takeFurther(int count) {
      synchronized (Admission.this) {
        if (held + count > places) {
          throw new TooLargeException(
              "The request has %d images, more than the %d that this server takes at once; send fewer."
                  .formatted(held + count, places));
        }
        if (taken + count > places) {
          throw queueFull();
        }
        taken += count;
        held += count;
      }
    }

    /** Leaves the places to other requests, and keeps the memory. */
    public void leavePlace() {
      synchronized (Admission.this) {
        taken -= held;
        held = 0;
      }
    }

    @Override
    public void close() {
      synchronized (Admission.this) {
        leavePlace();
        if (!closed) {
          closed = true;
          used -= bytes;
        }
      }
    }
  }
}
