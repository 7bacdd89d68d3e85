// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.source;

import static java.util.Objects.requireNonNull;

import io.pentimento.registry.client.TransferPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Retries operations that can fail temporarily, with growing delays. An attempt that transferred
 * bytes resets the count, so that a slow connection is not given up while it makes progress.
 */
public final class RetryPolicy {
  private static final int TRIES = 6;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

  private final Wait wait;
  private final Listener listener;
  private final AtomicInteger failures = new AtomicInteger();

  /** Sleeps; throws if the process is stopped while waiting. */
  @FunctionalInterface
  public interface Wait {
    /**
     * @param cause the failure of the last attempt
     */
    void until(Duration duration, IOException cause);
  }

  /** Is called after every chunk; may throw to stop the download. */
  @FunctionalInterface
  public interface Listener {
    /** {@code total} is -1 if it is unknown. */
    void progressed(Path file, long done, long total);
  }

  /** An operation that can fail temporarily. */
  @FunctionalInterface
  interface Trial<T> {
    T attempt() throws IOException;
  }

  public RetryPolicy(Wait wait, Listener listener) {
    this.wait = requireNonNull(wait, "wait");
    this.listener = requireNonNull(listener, "listener");
  }

  <T> T retry(Trial<T> trial) throws IOException {
    failures.set(0);
    while (true) {
      try {
        return trial.attempt();
      } catch (SourceException e) {
        if (e.kind() != SourceException.Kind.UNAVAILABLE || failures.incrementAndGet() >= TRIES) {
          throw e;
        }
        wait.until(FIRST_WAIT.multipliedBy(1L << (failures.get() - 1)), e);
      }
    }
  }

  /** The same for transfers from a registry. */
  TransferPolicy ofRegistry() {
    return TransferPolicy.defaults()
        .with(wait::until, (what, done, total) -> listener.progressed(Path.of(what), done, total));
  }

  void progressed(Path file, long done, long total) {
    failures.set(0);
    listener.progressed(file, done, total);
  }
}
