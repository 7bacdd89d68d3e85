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

/** Tells {@code decide} what is the case. */
public final class Observer {
  private static final Comparator<JobView> NEWEST_FIRST =
      Comparator.comparing((JobView view) -> view.job().getMetadata().getCreationTimestamp())
          .reversed();

  private Observer() {}

  /** The operator sees no workspace: what is finished it knows from the status and from pods. */
  public static Observation observe(AdaptationJob job, ClusterView view) {
    return new Observation(
        Map.of(),
        Map.of(),
        view.jobs().stream()
            .filter(seen -> matters(job, seen.job()))
            .sorted(NEWEST_FIRST)
            .map(StageRuns::of)
            .toList(),
        view.deployment()
            .map(
                deployment ->
                    Deployments.serving(
                        deployment, job.getMetadata().getGeneration(), view.servers()))
            .orElseGet(ServingState::none),
        view.jobs().stream().flatMap(seen -> GpuUses.of(seen).stream()).toList());
  }

  /**
   * Whether decide needs to hear of this Job. Not if the status remembers that its stage is done;
   * nor if it failed for an earlier spec, unless it is the attempt of which the status speaks.
   */
  public static boolean matters(AdaptationJob owner, Job job) {
    if (!Jobs.isFinished(job)) {
      return true;
    }
    boolean forgiven =
        Jobs.isFailed(job)
            && Jobs.generation(job) < owner.getMetadata().getGeneration()
            && !isPresentAttempt(owner, job);
    return !forgiven && !isRemembered(owner, job);
  }

  private static boolean isPresentAttempt(AdaptationJob owner, Job job) {
    return entry(owner, job)
        .filter(entry -> job.getMetadata().getName().equals(entry.workloadName()))
        .isPresent();
  }

  private static boolean isRemembered(AdaptationJob owner, Job job) {
    return entry(owner, job).filter(entry -> entry.state() == StageState.SUCCEEDED).isPresent();
  }

  private static Optional<StageStatus> entry(AdaptationJob owner, Job job) {
    return Optional.ofNullable(owner.getStatus())
        .flatMap(status -> status.stage(Jobs.stage(job)))
        .filter(entry -> Jobs.key(job).hex().equals(entry.cacheKey()));
  }
}
