package io.pentimento.operator;

import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Ends the process once another one leads: the SDK would go on to work. At once, for an orderly end
 * would finish what it does, and there is nothing to lose: whoever leads now observes anew.
 */
@Singleton
class Leadership {
  private static final Logger LOG = Logger.getLogger(Leadership.class);
  private static final int FAILURE = 1;

  private final Runnable end;
  private volatile boolean ending;

  @Inject
  Leadership() {
    this(() -> Runtime.getRuntime().halt(FAILURE));
  }

  /**
   * @param end of the process
   */
  Leadership(Runnable end) {
    this.end = end;
  }

  /** Before the operator stops, which gives the lease back. */
  void end(@Observes @Priority(1) ShutdownEvent event) {
    ending = true;
  }

  LeaderCallbacks callbacks() {
    return new LeaderCallbacks(() -> {}, this::lose, leader -> {});
  }

  private void lose() {
    if (!ending) {
      LOG.error("The lease is lost: this operator ends, and starts anew to wait for its turn");
      end.run();
    }
  }
}
