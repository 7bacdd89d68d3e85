// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.observe;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.workflow.observation.Observation;
import io.pentimento.workflow.observation.ServingState;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** Translates the objects in the cluster into an observation for the planner. */
public final class Observer {
  private static final Comparator<JobView> NEWEST_FIRST =
      Comparator.comparing((JobView view) -> view.job().getMetadata().getCreationTimestamp())
          .reversed();

  private Observer() {}

  /**
   * The operator cannot read the workspace: it learns of finished stages from the status and from
   * pods.
   */
  public static Observation observe(AdaptationJob job, ClusterView view) {
    return new Observation(
        Map.of(),
        Map.of(),
        view.jobs().stream()
            .filter(seen -> isRelevant(job, seen.job()))
            .sorted(NEWEST_FIRST)
            .map(StageRuns::of)
            .toList(),
        view.deployment()
            .map(deployment -> Deployments.serving(deployment, view.followsSpec(), view.servers()))
            .orElseGet(ServingState::none),
        view.jobs().stream().flatMap(seen -> GpuUses.of(seen).stream()).toList());
  }

  /**
   * Whether the planner needs this Job. It does not if the status records the stage as done, or if
   * the Job failed for an earlier spec and is not the current attempt.
   */
  public static boolean isRelevant(AdaptationJob owner, Job job) {
    if (!Jobs.isFinished(job)) {
      return true;
    }
    boolean forgiven =
        Jobs.isFailed(job)
            && Jobs.generation(job) < owner.getMetadata().getGeneration()
            && !isCurrentAttempt(owner, job);
    return !forgiven && !isRecordedAsDone(owner, job);
  }

  private static boolean isCurrentAttempt(AdaptationJob owner, Job job) {
    return entry(owner, job)
        .filter(entry -> job.getMetadata().getName().equals(entry.workloadName()))
        .isPresent();
  }

  private static boolean isRecordedAsDone(AdaptationJob owner, Job job) {
    return entry(owner, job).filter(entry -> entry.state() == StageState.SUCCEEDED).isPresent();
  }

  private static Optional<StageStatus> entry(AdaptationJob owner, Job job) {
    return Optional.ofNullable(owner.getStatus())
        .flatMap(status -> status.stage(Jobs.stage(job)))
        .filter(entry -> Jobs.key(job).hex().equals(entry.cacheKey()));
  }
}
