package io.pentimento.operator.reconcile;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.Phase;
import io.pentimento.decide.ConditionTypes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The status of a job whose present spec is not valid.
 *
 * @param job with the spec that is refused and the status that was last written
 * @param faults what is wrong with it, in sentences
 */
record Refusal(AdaptationJob job, String faults, Instant now) {
  static final String INVALID_SPEC = "InvalidSpec";

  /** Nothing runs: there never was a valid spec. */
  AdaptationJobStatus ofTheFirstSpec() {
    String message = "Nothing runs until the spec is mended: " + faults;
    AdaptationJobStatus nothing = AdaptationJobStatus.empty();
    List<Condition> conditions =
        List.of(
            condition(ConditionTypes.READY, "False", message),
            condition(ConditionTypes.STALLED, "True", message),
            condition(ConditionTypes.RECONCILING, "False", message));
    return with(nothing, Phase.FAILED, conditions);
  }

  /** The last valid spec goes on; that the present one does not is told beside it. */
  AdaptationJobStatus beside(AdaptationJobStatus decided) {
    String message = "The last valid spec goes on; this one is not valid: " + faults;
    Stream<Condition> others =
        decided.conditions().stream()
            .filter(condition -> !ConditionTypes.STALLED.equals(condition.getType()))
            .map(
                condition ->
                    new ConditionBuilder(condition).withObservedGeneration(generation()).build());
    return with(
        decided,
        decided.phase(),
        Stream.concat(Stream.of(condition(ConditionTypes.STALLED, "True", message)), others)
            .toList());
  }

  private AdaptationJobStatus with(
      AdaptationJobStatus status, Phase phase, List<Condition> conditions) {
    return new AdaptationJobStatus(
        generation(),
        conditions,
        phase,
        status.progress(),
        status.sources(),
        status.stages(),
        status.gate(),
        status.model(),
        status.serving());
  }

  private Condition condition(String type, String value, String message) {
    String since =
        Optional.ofNullable(job.getStatus())
            .flatMap(before -> before.condition(type))
            .filter(known -> value.equals(known.getStatus()))
            .map(Condition::getLastTransitionTime)
            .orElseGet(now::toString);
    return new ConditionBuilder()
        .withType(type)
        .withStatus(value)
        .withReason(INVALID_SPEC)
        .withMessage(message)
        .withLastTransitionTime(since)
        .withObservedGeneration(generation())
        .build();
  }

  private Long generation() {
    return job.getMetadata().getGeneration();
  }
}
