// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.Phase;
import java.util.List;

/** Statuses of jobs that cannot be planned: without a valid spec, or without an observation. */
public final class UnplannedStatus {
  private UnplannedStatus() {}

  /** No spec of the job was ever valid, so no work starts. */
  public static AdaptationJobStatus of(InvalidSpec spec, ConditionFactory conditions) {
    String message = spec.withoutValidSpec();
    return AdaptationJobStatus.empty()
        .withObservedGeneration(spec.generation())
        .withPhase(Phase.FAILED)
        .withConditions(
            List.of(
                conditions.isFalse(ConditionTypes.READY, InvalidSpec.REASON, message),
                conditions.isTrue(ConditionTypes.STALLED, InvalidSpec.REASON, message),
                conditions.isFalse(ConditionTypes.RECONCILING, InvalidSpec.REASON, message)));
  }

  /** Adds a failure to the last status; a more severe reason of Stalled is kept. */
  public static AdaptationJobStatus of(
      ReconcileFailure failure, boolean wasStalledByFailure, ConditionFactory conditions) {
    AdaptationJobStatus before = conditions.before();
    boolean isMoreSevere =
        before.condition(ConditionTypes.STALLED).filter(UnplannedStatus::isTrue).isPresent()
            && !wasStalledByFailure;
    return isMoreSevere
        ? before
        : before.withCondition(
            conditions.isTrue(ConditionTypes.STALLED, failure.reason(), failure.message()));
  }

  private static boolean isTrue(Condition condition) {
    return "True".equals(condition.getStatus());
  }
}
