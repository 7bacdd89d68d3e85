// SPDX-License-Identifier: Apache-2.0
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
 * Reports whether this replica leads, and ends the process when it loses the lease, because the SDK
 * would continue to work. It exits at once: an orderly shutdown would finish the work in progress,
 * and the next leader repeats it safely.
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
   * @param end ends the process
   */
  Leadership(MeterRegistry registry, Runnable end) {
    this.leads = CountGauge.register(registry, JobMetric.LEADER);
    this.end = end;
  }

  /** Creates this bean and its gauge before a leader is elected. */
  void begin(@Observes StartupEvent event) {}

  /** Runs before the shutdown of the operator, which releases the lease. */
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
