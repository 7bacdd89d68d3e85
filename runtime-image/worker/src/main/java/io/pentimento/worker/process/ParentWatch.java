package io.pentimento.worker.process;

import io.pentimento.worker.runtime.Signals;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Ends this process when its parent has ended, even by SIGKILL. The parent holds the other end of
 * standard input; end of file is handled like SIGTERM. While this process runs, it holds a shared
 * lock, so that the next run can wait until no process uses the workspace.
 */
public final class ParentWatch {
  /** Names the lock file; set for processes that must end with their parent. */
  public static final String VARIABLE = "PENTIMENTO_LOCK_OF_CHILDREN";

  private static FileChannel held;

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
    held =
        FileChannel.open(
            lock, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    held.lock(0, Long.MAX_VALUE, true);
  }

  private static void awaitEnd(InputStream parent) {
    try {
      while (parent.read() >= 0) {
        continue;
      }
    } catch (IOException e) {
      System.err.println("cannot read standard input: " + e.getMessage());
    }
    Signals.raise("TERM");
  }
}
