// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.process;

import io.pentimento.worker.runtime.Signals;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends this process when its parent has ended, even by SIGKILL. The parent holds the other end of
 * standard input; end of file is handled like SIGTERM. While this process runs, it holds a shared
 * lock, so that the next run can wait until no process uses the workspace.
 */
public final class ParentWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ParentWatch.class);

  /** Names the lock file; set for processes that must end with their parent. */
  public static final String VARIABLE = "PENTIMENTO_LOCK_OF_CHILDREN";

  @SuppressWarnings("UnusedVariable") // a collected channel would be closed and release the lock
  private static @Nullable FileChannel held;

  private ParentWatch() {}

  /** Does nothing in a process that was started by hand. */
  public static void beginIfAsked() throws IOException {
    String lock = System.getenv(VARIABLE);
    if (lock == null) {
      return;
    }
    hold(Path.of(lock));
    Thread watch = new Thread(() -> awaitEnd(System.in), "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static synchronized void hold(Path lock) throws IOException {
    FileChannel channel =
        FileChannel.open(
            lock, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    channel.lock(0, Long.MAX_VALUE, true);
    held = channel;
  }

  private static void awaitEnd(InputStream parent) {
    try {
      parent.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      LOG.warn("cannot read standard input: {}", e.toString());
    }
    Signals.raise("TERM");
  }
}
