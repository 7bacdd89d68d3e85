package io.pentimento.server.admission;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.pentimento.server.config.ServerConfig;
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
      throw new UnavailableException(
          Reason.QUEUE_FULL,
          "%d images are being restored or wait already; try again later.".formatted(taken));
    }
    take(bytes);
    taken++;
    return new Ticket(bytes);
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

  /** The place and the memory of one request. */
  public final class Ticket implements AutoCloseable {
    private long bytes;
    private boolean hasPlace = true;
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

    /** Leaves the place to another request, and keeps the memory. */
    public void leavePlace() {
      synchronized (Admission.this) {
        if (hasPlace) {
          hasPlace = false;
          taken--;
        }
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
