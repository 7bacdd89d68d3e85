package io.pentimento.operator.observe;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Optional;

/**
 * What the API server says about one AdaptationJob.
 *
 * @param servers pods of the Deployment, where it is not ready
 */
public record ClusterView(List<JobView> jobs, Optional<Deployment> deployment, List<Pod> servers) {
  public ClusterView {
    jobs = List.copyOf(jobs);
    servers = List.copyOf(servers);
  }

  /** Whether pods of a stage work: of their progress nothing else tells. */
  public boolean isWorking() {
    return jobs.stream().anyMatch(JobView::isWorking);
  }

  /** Whether pods or a refusal tell of every stage how it goes. */
  public boolean isExplained() {
    return jobs.stream().allMatch(JobView::isExplained);
  }

  /**
   * Whether something goes on of which no watched object tells: pods that start or work. Nothing
   * does in a Job that its queue holds back.
   */
  public boolean needsPolling() {
    boolean works =
        jobs.stream()
            .map(JobView::job)
            .anyMatch(job -> !Jobs.isFinished(job) && !Jobs.isSuspended(job));
    return works
        || deployment
            .filter(known -> !Deployments.isRolledOut(known))
            .filter(known -> !Deployments.missedDeadline(known))
            .isPresent();
  }
}
