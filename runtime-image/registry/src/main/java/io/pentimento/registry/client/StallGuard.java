// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Aborts a call that transfers no data for too long, because the JDK's HTTP client has no such
 * limit.
 */
final class StallGuard {
  private static final ExecutorService THREADS = Executors.newCachedThreadPool(StallGuard::daemon);
  private static final long LONGEST_POLL_MILLISECONDS = 500;

  private final Duration silence;
  private volatile long lastProgress = System.nanoTime();

  StallGuard(Duration silence) {
    this.silence = silence;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "registry-transfer");
    thread.setDaemon(true);
    return thread;
  }

  void progressed() {
    lastProgress = System.nanoTime();
  }

  /** The stream; reading from it counts as progress. */
  InputStream watched(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        progressed();
        return super.read();
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        progressed();
        return n;
      }
    };
  }

  /**
   * @throws RegistryException if the call transferred no data for too long
   */
  <T> T run(Callable<T> call) throws IOException {
    progressed();
    Future<T> result = THREADS.submit(call);
    try {
      return await(result);
    } finally {
      result.cancel(true);
    }
  }

  private <T> T await(Future<T> result) throws IOException {
    long poll = Math.min(LONGEST_POLL_MILLISECONDS, Math.max(1, silence.toMillis() / 2));
    while (true) {
      try {
        return result.get(poll, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        requireProgress();
      } catch (ExecutionException e) {
        throw thrown(Objects.requireNonNullElse(e.getCause(), e));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted during a request to the registry");
      }
    }
  }

  private void requireProgress() throws RegistryException {
    if (System.nanoTime() - lastProgress > silence.toNanos()) {
      throw new RegistryException(
          RegistryException.Kind.UNAVAILABLE,
          "the registry sent no data for %d s".formatted(silence.toSeconds()));
    }
  }

  private static IOException thrown(Throwable cause) {
    if (cause instanceof IOException e) {
      return e;
    }
    if (cause instanceof RuntimeException e) {
      throw e;
    }
    if (cause instanceof Error e) {
      throw e;
    }
    throw new IllegalStateException(cause);
  }
}
