package io.pentimento.worker.process;

import io.pentimento.worker.runtime.Signals;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Ends a process whose parent has ended, even by SIGKILL: the parent holds the other end of
 * standard input, and its end means what SIGTERM means. Until it has ended it holds a shared lock,
 * by which the next run knows that nobody works in the workspace any more.
 */
public final class ParentWatch {
  /** Names the lock file; set for processes that are to end with their parent. */
  public static final String VARIABLE = "PENTIMENTO_LOCK_OF_CHILDREN";

  private static FileChannel held;

  private ParentWatch() {}

  /** Does nothing in a process that somebody started by hand. */
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
      System.err.println("standard input broke: " + e.getMessage());
    }
    Signals.raise("TERM");
  }
}
