// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exclusive right to do a piece of work, renewed in the background until it is closed.
 *
 * <p>A lease prevents duplicate work, but does not guarantee exclusion: a holder that was suspended
 * for longer than the lease continues beside its successor until it notices. Actions that must not
 * happen twice need their own fencing, such as {@link Staging#publish}.
 */
public final class Lease implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

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
    // A future of a periodic task never completes: renew() reports its failures itself.
    ScheduledFuture<?> unused =
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

  /** As {@link #isLost()}, after reading the files. */
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
      LOG.warn("cannot renew the lease {}; retrying", file, e);
    }
  }

  /** Allows the next contender to take over at once. */
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
      LOG.warn("cannot release the lease {}; it will expire", file, e);
    }
  }
}
