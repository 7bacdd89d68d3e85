// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.canary;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.pentimento.api.v1alpha1.rollout.CanaryStatus;
import io.pentimento.operator.workload.ServingOwner;
import io.pentimento.workflow.canary.CanaryPlan;
import io.pentimento.workflow.canary.CanaryRequest;
import io.pentimento.workflow.canary.CanaryRollout;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ends the canary of an object that is being deleted, as if its spec no longer had a canary: the
 * serving model receives all requests, and once gateways have applied that, the servers with the
 * new model are deleted. Then the deletion continues.
 *
 * @param interval time between two observations
 */
public record CanaryEnding(CanaryObserver observer, CanaryReconciler canaries, Duration interval) {

  /**
   * @param recorded the latest canary; null if there was none
   * @param writer stores the next state in the status
   * @return the time until the next observation; empty if the deletion need not wait
   */
  public Optional<Duration> advance(
      HasMetadata object,
      ServingOwner owner,
      @Nullable CanaryStatus recorded,
      Consumer<CanaryStatus> writer,
      Instant now) {
    if (!CanaryReconciler.holds(object)) {
      return Optional.empty();
    }
    Optional<CanaryPlan> plan =
        CanaryRollout.next(
            CanaryRequest.none(), recorded, observer.observe(owner, recorded, true), now);
    plan.map(CanaryPlan::status).ifPresent(writer);
    plan.flatMap(CanaryPlan::target)
        .ifPresent(target -> canaries.steer(object, owner, target, Optional.empty(), now));
    boolean isOver =
        plan.filter(next -> next.status().phase().isInProgress() || next.target().isPresent())
            .isEmpty();
    if (isOver) {
      canaries.release(object);
      return Optional.empty();
    }
    return Optional.of(
        plan.flatMap(CanaryPlan::requeueAt)
            .map(at -> Duration.between(now, at))
            .filter(wait -> wait.compareTo(interval) < 0)
            .orElse(interval));
  }
}
