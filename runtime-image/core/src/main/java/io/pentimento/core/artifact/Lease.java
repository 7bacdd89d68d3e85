package io.pentimento.core.artifact;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The right to do a piece of work alone, renewed in the background until it is closed.
 *
 * <p>It keeps work from being done twice, and no more than that: a holder that was frozen for
 * longer than the lease lasts goes on beside its successor until it notices. What must not happen
 * twice needs a fence of its own, such as {@link Staging#publish}.
 */
public final class Lease implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Lease.class.getName());

  private final Path file;
  private final Path successor;
  private final ScheduledExecutorService renewals;
  private LeaseRecord record;
  private volatile boolean lost;

  Lease(Path file, Path successor, LeaseRecord record, LeaseTiming timing) {
    this.file = file;
    this.successor = successor;
    this.record = record;
    this.renewals = Executors.newSingleThreadScheduledExecutor(Lease::daemon);
    long period = timing.renewEvery().toMillis();
    renewals.scheduleWithFixedDelay(this::renew, period, period, TimeUnit.MILLISECONDS);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "lease-renewal");
    thread.setDaemon(true);
    return thread;
  }

  /** Whether another process is known to have taken over. */
  public boolean isLost() {
    return lost;
  }

  /** As {@link #isLost()}, after a look at the files. */
  public boolean checkLost() {
    renew();
    return lost;
  }

  private synchronized void renew() {
    try {
      if (lost || record.released()) {
        return;
      }
      if (Files.exists(successor)) {
        lost = true;
        return;
      }
      LeaseRecord next = record.renewed();
      next.overwrite(file);
      record = next;
    } catch (NoSuchFileException e) {
      lost = true;
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The lease " + file + " was not renewed; it is tried again", e);
    }
  }

  /** Lets the next contender take over at once. */
  @Override
  public void close() {
    renewals.shutdownNow();
    release();
  }

  private synchronized void release() {
    if (record.released()) {
      return;
    }
    record = record.asReleased();
    try {
      if (!lost) {
        record.overwrite(file);
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The lease " + file + " was not released; it expires by itself", e);
    }
  }
}
