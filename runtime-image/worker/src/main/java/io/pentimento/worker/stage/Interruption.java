package io.pentimento.worker.stage;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Turns SIGTERM into a request to stop, and gives the work time to write down what it has. */
final class Interruption implements AutoCloseable {
  private static final int GRACE_SECONDS = 25;

  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean requested;

  private Interruption() {}

  static Interruption onSignal() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(new Thread(interruption::requestAndWait, "interruption"));
    return interruption;
  }

  boolean requested() {
    return requested;
  }

  private void requestAndWait() {
    requested = true;
    try {
      if (!finished.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("the work did not stop in time; it resumes from its last checkpoint");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The work has ended; the process may. */
  @Override
  public void close() {
    finished.countDown();
  }
}
