// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.client;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Retries and timeouts of requests.
 *
 * @param attempts of one request without any progress, at least 1
 * @param firstPause before the second attempt; every further one is twice as long
 * @param silence maximum time without data before a connection counts as broken
 * @param pauses waits between attempts
 * @param watch is called for every transferred part, and may throw to stop the transfer
 */
public record TransferPolicy(
    int attempts, Duration firstPause, Duration silence, Pauses pauses, Watch watch) {
  private static final int DEFAULT_ATTEMPTS = 6;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** Waits; throws if the process is stopped while waiting. */
  @FunctionalInterface
  public interface Pauses {
    /**
     * @param cause the failure of the last attempt
     */
    void pause(Duration duration, RegistryException cause) throws IOException;
  }

  /** Observes transfers. */
  @FunctionalInterface
  public interface Watch {
    /**
     * @param what name of the content
     * @param done bytes transferred so far
     * @param total bytes of the content; -1 if not known
     */
    void progressed(String what, long done, long total);
  }

  public TransferPolicy {
    requireNonNull(firstPause, "firstPause");
    requireNonNull(silence, "silence");
    requireNonNull(pauses, "pauses");
    requireNonNull(watch, "watch");
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be at least 1, not " + attempts);
    }
  }

  public static TransferPolicy defaults() {
    return new TransferPolicy(
        DEFAULT_ATTEMPTS,
        Duration.ofSeconds(1),
        Duration.ofSeconds(60),
        (duration, cause) -> sleep(duration),
        (what, done, total) -> {});
  }

  public TransferPolicy with(Pauses newPauses, Watch newWatch) {
    return new TransferPolicy(attempts, firstPause, silence, newPauses, newWatch);
  }

  /** Also reports each failed attempt that is repeated, as one line. */
  public TransferPolicy reportedTo(Consumer<String> lines) {
    requireNonNull(lines, "lines");
    Pauses reported =
        (duration, cause) -> {
          lines.accept(
              "%s; next attempt in %d s".formatted(cause.getMessage(), duration.toSeconds()));
          pauses.pause(duration, cause);
        };
    return with(reported, watch);
  }

  /** A request that can fail temporarily. */
  @FunctionalInterface
  interface Request<T> {
    T send(Progress progress) throws IOException;
  }

  /** Progress of a transfer: it resets the count of attempts. */
  @FunctionalInterface
  interface Progress {
    void made();
  }

  /** Repeats a request while the registry is unavailable. */
  <T> T retry(Request<T> request) throws IOException {
    int[] failures = {0};
    while (true) {
      try {
        return request.send(() -> failures[0] = 0);
      } catch (RegistryException e) {
        if (e.kind() != RegistryException.Kind.UNAVAILABLE || ++failures[0] >= attempts) {
          throw e;
        }
        pauses.pause(pause(failures[0], e), e);
      }
    }
  }

  private Duration pause(int failures, RegistryException e) {
    Duration own = firstPause.multipliedBy(1L << (failures - 1));
    Duration asked = e.retryAfter().orElse(own);
    Duration longer = asked.compareTo(own) > 0 ? asked : own;
    return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
  }

  private static void sleep(Duration duration) throws InterruptedIOException {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the registry");
    }
  }
}
