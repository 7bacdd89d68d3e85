// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.pentimento.api.v1alpha1.rollout.CanaryPhase;
import io.pentimento.api.v1alpha1.rollout.CanaryStatus;
import io.pentimento.reason.CanaryReason;
import io.pentimento.reason.Reason;

/** The condition that describes the latest canary. */
public final class CanaryCondition {
  private CanaryCondition() {}

  public static Condition of(CanaryStatus canary, ConditionFactory make) {
    Reason reason = Reason.of(canary.reason());
    String type = ConditionTypes.CANARY_PASSED;
    if (canary.phase() == CanaryPhase.SUCCEEDED || canary.phase() == CanaryPhase.FINISHING) {
      return make.isTrue(type, reason, canary.message());
    }
    return canary.phase().isRejected() || canary.phase() == CanaryPhase.SKIPPED
        ? make.isFalse(type, reason, canary.message())
        : make.isUnknown(type, reason, text(canary));
  }

  /** Without measurements, because conditions are not to change with each of them. */
  public static String text(CanaryStatus canary) {
    return canary.phase() == CanaryPhase.STEPPING
            && !CanaryReason.ROUTE_MISSING.is(canary.reason())
            && !CanaryReason.ROUTE_WITHOUT_SERVERS.is(canary.reason())
        ? "The new model receives %d %% of the requests; status.serving.canary has the measurements"
            .formatted(canary.weight())
        : canary.message();
  }
}
