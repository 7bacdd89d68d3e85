package io.pentimento.operator.reconcile;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.workflow.status.ConditionFactory;
import io.pentimento.workflow.status.ConditionTypes;
import java.time.Instant;
import java.util.List;

/**
 * The status of a job whose present spec is not valid.
 *
 * @param job with the spec that is refused and the status that was last written
 * @param faults what is wrong with it, in sentences
 */
record InvalidSpecStatus(AdaptationJob job, String faults, Instant now) {
  static final String INVALID_SPEC = "InvalidSpec";

  /** No work starts: there never was a valid spec. */
  AdaptationJobStatus ofTheFirstSpec() {
    String message = "The spec is invalid; no work starts until it is fixed: " + faults;
    ConditionFactory make = ConditionFactory.of(job, now);
    return AdaptationJobStatus.empty()
        .withObservedGeneration(job.getMetadata().getGeneration())
        .withPhase(Phase.FAILED)
        .withConditions(
            List.of(
                make.isFalse(ConditionTypes.READY, INVALID_SPEC, message),
                make.isTrue(ConditionTypes.STALLED, INVALID_SPEC, message),
                make.isFalse(ConditionTypes.RECONCILING, INVALID_SPEC, message)));
  }

  /** The last valid spec stays in force; the fault of the present one is reported beside it. */
  AdaptationJobStatus beside(AdaptationJobStatus decided) {
    String message = "The latest spec is invalid; the last valid one stays in force: " + faults;
    Long generation = job.getMetadata().getGeneration();
    List<Condition> conditions =
        decided.conditions().stream()
            .map(
                condition ->
                    new ConditionBuilder(condition).withObservedGeneration(generation).build())
            .toList();
    return decided
        .withObservedGeneration(generation)
        .withConditions(conditions)
        .withCondition(
            ConditionFactory.of(job, now).isTrue(ConditionTypes.STALLED, INVALID_SPEC, message));
  }
}
