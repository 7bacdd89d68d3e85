package io.pentimento.workflow.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.pentimento.api.v1alpha1.rollout.CanaryPhase;
import io.pentimento.api.v1alpha1.rollout.CanaryStatus;

/** The condition that describes the latest canary. */
public final class CanaryCondition {
  private CanaryCondition() {}

  public static Condition of(CanaryStatus canary, ConditionFactory make) {
    String type = ConditionTypes.CANARY_PASSED;
    if (canary.phase() == CanaryPhase.SUCCEEDED || canary.phase() == CanaryPhase.FINISHING) {
      return make.isTrue(type, canary.reason(), canary.message());
    }
    return canary.phase().isRejected() || canary.phase() == CanaryPhase.SKIPPED
        ? make.isFalse(type, canary.reason(), canary.message())
        : make.isUnknown(type, canary.reason(), text(canary));
  }

  /** Without measurements, because conditions are not to change with each of them. */
  public static String text(CanaryStatus canary) {
    return canary.phase() == CanaryPhase.STEPPING && canary.reason().startsWith("Canary")
        ? "The new model receives %d %% of the requests; status.serving.canary has the measurements"
            .formatted(canary.weight())
        : canary.message();
  }
}
