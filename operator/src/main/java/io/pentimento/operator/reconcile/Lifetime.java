package io.pentimento.operator.reconcile;

import io.fabric8.kubernetes.api.model.Condition;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.decide.ConditionTypes;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** When a finished job may go. */
final class Lifetime {
  private Lifetime() {}

  static Optional<Instant> end(AdaptationJob job) {
    if (job.getSpec().ttlSecondsAfterFinished() == null || job.getStatus() == null) {
      return Optional.empty();
    }
    return Stream.of(ConditionTypes.COMPLETE, ConditionTypes.FAILED)
        .flatMap(type -> job.getStatus().condition(type).stream())
        .filter(condition -> "True".equals(condition.getStatus()))
        .map(Condition::getLastTransitionTime)
        .map(time -> Instant.parse(time).plusSeconds(job.getSpec().ttlSecondsAfterFinished()))
        .findFirst();
  }
}
