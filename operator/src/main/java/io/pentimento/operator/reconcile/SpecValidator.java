package io.pentimento.operator.reconcile;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.api.v1alpha1.source.Source;
import io.pentimento.contract.SourceName;
import io.pentimento.operator.workload.AcceptedSpec;
import io.pentimento.validation.AdaptationJobValidator;
import io.pentimento.validation.Validation;
import io.pentimento.workflow.status.ConditionTypes;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds what is wrong with a spec that got past the API server: past an older definition, or
 * because it is good for a local run only.
 */
final class SpecValidator {
  /** Reads the definition and compiles its rules: once is enough. */
  private static final AdaptationJobValidator VALIDATOR = new AdaptationJobValidator();

  /** What is wrong, in sentences; empty if the spec is good. */
  Optional<String> faults(AdaptationJob job) {
    if (isObserved(job) && !isRefused(job)) {
      return Optional.empty();
    }
    List<String> sentences = Stream.concat(invalid(job).stream(), relative(job.getSpec())).toList();
    return sentences.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", sentences));
  }

  /** Whether this is a good spec of which no status speaks yet. */
  boolean isNew(AdaptationJob job) {
    return !isObserved(job) || isRefused(job);
  }

  private static boolean isObserved(AdaptationJob job) {
    return job.getStatus() != null
        && Objects.equals(job.getStatus().observedGeneration(), job.getMetadata().getGeneration());
  }

  private static boolean isRefused(AdaptationJob job) {
    return Optional.ofNullable(job.getStatus())
        .map(AdaptationJobStatus::conditions)
        .orElse(List.of())
        .stream()
        .filter(condition -> ConditionTypes.STALLED.equals(condition.getType()))
        .anyMatch(condition -> InvalidSpecStatus.INVALID_SPEC.equals(condition.getReason()));
  }

  private static List<String> invalid(AdaptationJob job) {
    return VALIDATOR.validate(AdaptationJobYaml.write(AcceptedSpec.bare(job)))
            instanceof Validation.Invalid invalid
        ? invalid.sentences()
        : List.of();
  }

  private static Stream<String> relative(AdaptationJobSpec spec) {
    return spec == null
        ? Stream.of()
        : Arrays.stream(SourceName.values())
            .flatMap(
                name ->
                    name.in(spec).map(Source::uri).filter(uri -> !uri.contains(":")).stream()
                        .map(
                            uri ->
                                "spec.%s.uri: %s is a path beside a manifest, which a cluster does not have; use pvc://CLAIM/PATH"
                                    .formatted(name, uri)));
  }
}
