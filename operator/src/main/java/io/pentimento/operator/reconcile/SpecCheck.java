package io.pentimento.operator.reconcile;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.api.v1alpha1.Phase;
import io.pentimento.decide.ConditionTypes;
import io.pentimento.validation.AdaptationJobValidator;
import io.pentimento.validation.Validation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Refuses a spec that got past the API server, for instance past an older definition. What runs
 * then runs on and what serves serves on, but nothing new begins until the spec is mended.
 */
final class SpecCheck {
  static final String INVALID_SPEC = "InvalidSpec";

  /** Reads the definition and compiles its rules: once is enough. */
  private static final AdaptationJobValidator VALIDATOR = new AdaptationJobValidator();

  /** The status that says what is wrong; empty if the spec is good. */
  Optional<AdaptationJobStatus> refusal(AdaptationJob job, Instant now) {
    AdaptationJobStatus before =
        job.getStatus() == null ? AdaptationJobStatus.empty() : job.getStatus();
    if (Objects.equals(before.observedGeneration(), job.getMetadata().getGeneration())) {
      return isRefused(before) ? Optional.of(before) : Optional.empty();
    }
    return faults(job)
        .map(faults -> refused(before, job.getMetadata().getGeneration(), faults, now));
  }

  private static boolean isRefused(AdaptationJobStatus status) {
    return status
        .condition(ConditionTypes.STALLED)
        .filter(condition -> INVALID_SPEC.equals(condition.getReason()))
        .isPresent();
  }

  private Optional<String> faults(AdaptationJob job) {
    AdaptationJob bare = new AdaptationJob();
    bare.setMetadata(new ObjectMetaBuilder().withName(job.getMetadata().getName()).build());
    bare.setSpec(job.getSpec());
    return VALIDATOR.validate(AdaptationJobYaml.write(bare)) instanceof Validation.Invalid invalid
        ? Optional.of(String.join("; ", invalid.sentences()))
        : Optional.empty();
  }

  private static AdaptationJobStatus refused(
      AdaptationJobStatus before, Long generation, String faults, Instant now) {
    List<Condition> conditions = new ArrayList<>(before.conditions());
    conditions.removeIf(
        condition ->
            List.of(ConditionTypes.STALLED, ConditionTypes.RECONCILING)
                .contains(condition.getType()));
    String message =
        "What runs and serves goes on, nothing new starts until the spec is mended: " + faults;
    conditions.add(condition(ConditionTypes.STALLED, "True", message, generation, now));
    conditions.add(condition(ConditionTypes.RECONCILING, "False", message, generation, now));
    if (before.condition(ConditionTypes.READY).isEmpty()) {
      conditions.add(condition(ConditionTypes.READY, "False", message, generation, now));
    }
    return new AdaptationJobStatus(
        generation,
        conditions,
        before.phase() == null ? Phase.FAILED : before.phase(),
        before.progress(),
        before.sources(),
        before.stages(),
        before.gate(),
        before.model(),
        before.serving());
  }

  private static Condition condition(
      String type, String status, String message, Long generation, Instant now) {
    return new ConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(INVALID_SPEC)
        .withMessage(message)
        .withLastTransitionTime(now.toString())
        .withObservedGeneration(generation)
        .build();
  }
}
