// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.ServingStatus;
import io.pentimento.operator.observe.ClusterView;
import io.pentimento.operator.status.StatusChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides when to reconcile again while no watched object changes.
 *
 * @param interval time between two reconciliations while pods run
 */
record RequeuePolicy(Duration interval) {

  /** Jobs that still wait for the same reason are polled less often. */
  Optional<Instant> after(ClusterView view, StatusChange change, Instant now) {
    boolean waits = view.isExplained() && !view.isWorking() && change.hasSameStages();
    return view.needsPolling()
        ? Optional.of(now.plus(waits ? longer() : interval))
        : Optional.empty();
  }

  /** Routes and measurements are not watched, so they are polled. */
  Optional<Instant> duringCanary(AdaptationJobStatus status, Instant now) {
    return Optional.ofNullable(status.serving())
        .map(ServingStatus::canary)
        .filter(canary -> canary.phase().isInProgress())
        .map(canary -> now.plus(interval));
  }

  /** 25 s for the default interval of 15 s, so that a new reason is reported within 30 s. */
  private Duration longer() {
    return interval.multipliedBy(5).dividedBy(3);
  }
}
