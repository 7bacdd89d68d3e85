package io.pentimento.operator.reconcile;

import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.ServingStatus;
import io.pentimento.operator.observe.ClusterView;
import io.pentimento.operator.status.StatusChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When to look at what goes on and no watched object tells of.
 *
 * @param interval between two looks at what works
 */
record RequeuePolicy(Duration interval) {

  /** What is known to wait for the same as before is looked at a little later than what works. */
  Optional<Instant> after(ClusterView view, StatusChange change, Instant now) {
    boolean waits = view.isExplained() && !view.isWorking() && change.isTheSameOfStages();
    return view.isMoving() ? Optional.of(now.plus(waits ? longer() : interval)) : Optional.empty();
  }

  /** No watched object tells of routes and measurements. */
  Optional<Instant> duringCanary(AdaptationJobStatus status, Instant now) {
    return Optional.ofNullable(status.serving())
        .map(ServingStatus::canary)
        .filter(canary -> canary.phase().isInProgress())
        .map(canary -> now.plus(interval));
  }

  /** 25 s of the default's 15, so that what holds a pod up is told within 30 s all the same. */
  private Duration longer() {
    return interval.multipliedBy(5).dividedBy(3);
  }
}
