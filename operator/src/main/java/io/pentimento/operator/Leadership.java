package io.pentimento.operator;

import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.micrometer.core.instrument.MeterRegistry;
import io.pentimento.operator.metrics.CountGauge;
import io.pentimento.operator.metrics.JobMetric;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Tells which replica leads, and ends the process once another one does: the SDK would go on to
 * work. At once, for an orderly end would finish the work in progress, and nothing is lost: the
 * next leader observes anew.
 */
@Singleton
class Leadership {
  private static final Logger LOG = Logger.getLogger(Leadership.class);
  private static final int FAILURE = 1;

  private final Runnable end;
  private final AtomicInteger leads;
  private volatile boolean ending;

  @Inject
  Leadership(MeterRegistry registry) {
    this(registry, () -> Runtime.getRuntime().halt(FAILURE));
  }

  /**
   * @param end of the process
   */
  Leadership(MeterRegistry registry, Runnable end) {
    this.leads = CountGauge.register(registry, JobMetric.LEADER);
    this.end = end;
  }

  /** Makes the container create this bean, and its gauge, before anybody leads. */
  void begin(@Observes StartupEvent event) {}

  /** Before the operator stops, which gives the lease back. */
  void end(@Observes @Priority(1) ShutdownEvent event) {
    ending = true;
  }

  LeaderCallbacks callbacks() {
    return new LeaderCallbacks(() -> leads.set(1), this::lose, leader -> {});
  }

  private void lose() {
    leads.set(0);
    if (!ending) {
      LOG.error("Lost the leader lease; exiting so that the pod restarts as a candidate");
      end.run();
    }
  }
}
