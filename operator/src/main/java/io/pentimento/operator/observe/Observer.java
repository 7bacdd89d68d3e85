package io.pentimento.operator.observe;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.StageState;
import io.pentimento.decide.Observation;
import io.pentimento.decide.ServingState;
import java.util.Comparator;
import java.util.Map;

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
            .map(deployment -> Deployments.serving(deployment, view.servers()))
            .orElseGet(ServingState::none));
  }

  /**
   * Whether decide needs to hear of this Job. Not if the status remembers that its stage is done;
   * and an edit gives a new budget of attempts, to which earlier failures do not count.
   */
  public static boolean matters(AdaptationJob owner, Job job) {
    if (!Jobs.isFinished(job)) {
      return true;
    }
    boolean forgiven =
        Jobs.isFailed(job) && Jobs.generation(job) < owner.getMetadata().getGeneration();
    return !forgiven && !isRemembered(owner, job);
  }

  private static boolean isRemembered(AdaptationJob owner, Job job) {
    return owner.getStatus() != null
        && owner
            .getStatus()
            .stage(Jobs.stage(job))
            .filter(entry -> Jobs.key(job).hex().equals(entry.key()))
            .filter(entry -> entry.state() == StageState.SUCCEEDED)
            .isPresent();
  }
}
