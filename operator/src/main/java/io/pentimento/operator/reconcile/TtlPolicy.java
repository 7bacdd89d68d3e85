// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import io.fabric8.kubernetes.api.model.Condition;
import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.workflow.status.ConditionTypes;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Computes when a finished job is deleted. */
final class TtlPolicy {
  private TtlPolicy() {}

  static Optional<Instant> end(AdaptationJobSpec spec, AdaptationJobStatus status) {
    if (spec.ttlSecondsAfterFinished() == null || status == null) {
      return Optional.empty();
    }
    return Stream.of(ConditionTypes.COMPLETE, ConditionTypes.FAILED)
        .flatMap(type -> status.condition(type).stream())
        .filter(condition -> "True".equals(condition.getStatus()))
        .map(Condition::getLastTransitionTime)
        .map(time -> Instant.parse(time).plusSeconds(spec.ttlSecondsAfterFinished()))
        .findFirst();
  }
}
