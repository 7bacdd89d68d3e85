// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.runtime;

import io.pentimento.contract.FailureClass;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Converts SIGTERM into a request to stop, and gives the work time to store its state. */
public class Interruption implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Interruption.class);

  private static final long GRACE_MILLISECONDS = 25_000;
  private static final List<String> SIGNALS = List.of("TERM", "INT");

  private final Timer grace = new Timer("grace", true);
  private final List<Signals.Registration> registrations;
  private volatile boolean requested;

  public Interruption() {
    this.registrations = SIGNALS.stream().map(name -> Signals.on(name, this::request)).toList();
  }

  public static Interruption onSignal() {
    return new Interruption();
  }

  public boolean requested() {
    return requested;
  }

  private synchronized void request() {
    if (!requested) {
      requested = true;
      grace.schedule(end(), GRACE_MILLISECONDS);
    }
  }

  private static TimerTask end() {
    return new TimerTask() {
      @Override
      public void run() {
        LOG.warn("the work did not stop in time; it resumes from its last checkpoint");
        Runtime.getRuntime().halt(FailureClass.INTERRUPTED.exitCode());
      }
    };
  }

  /** The work has ended; a later signal ends the process at once. */
  @Override
  public void close() {
    registrations.forEach(Signals.Registration::close);
    grace.cancel();
  }
}
