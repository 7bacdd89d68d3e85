// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.api.v1alpha1.source.Source;
import io.pentimento.contract.SourceName;
import io.pentimento.operator.workload.AcceptedSpec;
import io.pentimento.validation.AdaptationJobValidator;
import io.pentimento.workflow.status.ConditionTypes;
import io.pentimento.workflow.status.InvalidSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Validates specs that the API server accepted: an older definition may have missed a violation,
 * and some values are valid in local runs only.
 */
final class SpecValidator {
  /** Shared, because it compiles all rules of the definition. */
  private static final AdaptationJobValidator VALIDATOR = new AdaptationJobValidator();

  /** Empty if the spec is valid. */
  Optional<InvalidSpec> invalidSpec(AdaptationJob job) {
    if (isObserved(job) && !isRefused(job)) {
      return Optional.empty();
    }
    List<String> sentences = Stream.concat(invalid(job).stream(), relative(job.getSpec())).toList();
    return sentences.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new InvalidSpec(String.join("; ", sentences), job.getMetadata().getGeneration()));
  }

  /** Whether no status describes this valid spec yet. */
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
        .anyMatch(condition -> InvalidSpec.REASON.is(condition.getReason()));
  }

  private static List<String> invalid(AdaptationJob job) {
    return VALIDATOR.validate(AdaptationJobYaml.write(AcceptedSpec.bare(job))).violations();
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
                                "spec.%s.uri: %s is a path relative to the manifest, which works in local runs only; use pvc://CLAIM/PATH"
                                    .formatted(name, uri)));
  }
}
