// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.retention;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.pod.RetentionSpec;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The times that count for a workspace whose jobs give different ones: the longest.
 *
 * @param unusedArtifactsAfterDays empty if unused artefacts are kept
 * @param personalDataAfterDays empty if personal data of all jobs are kept
 */
public record WorkspaceRetention(
    Optional<Integer> unusedArtifactsAfterDays, Optional<Integer> personalDataAfterDays) {

  /**
   * @param jobs that share a claim
   */
  public static WorkspaceRetention of(Collection<AdaptationJob> jobs) {
    return new WorkspaceRetention(
        longest(jobs, RetentionSpec::unusedArtifactsAfterDays),
        longest(jobs, RetentionSpec::personalDataAfterDays));
  }

  /** Whether a job requests the removal of its personal data. */
  public static boolean removesPersonalData(AdaptationJob job) {
    RetentionSpec retention = job.getSpec().workspace().retention();
    return retention != null && retention.personalDataAfterDays() != null;
  }

  private static Optional<Integer> longest(
      Collection<AdaptationJob> jobs, Function<RetentionSpec, Integer> days) {
    return jobs.stream()
        .map(job -> job.getSpec().workspace().retention())
        .filter(Objects::nonNull)
        .map(days)
        .filter(Objects::nonNull)
        .max(Integer::compareTo);
  }
}
