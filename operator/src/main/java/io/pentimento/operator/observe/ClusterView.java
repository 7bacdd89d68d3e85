// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.observe;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Optional;

/**
 * The objects of one AdaptationJob as read from the API server.
 *
 * @param followsSpec whether the latest edit of the job was applied to the Deployment
 * @param servers pods of the Deployment; needed only while it is not ready
 */
public record ClusterView(
    List<JobView> jobs, Optional<Deployment> deployment, boolean followsSpec, List<Pod> servers) {
  public ClusterView {
    jobs = List.copyOf(jobs);
    servers = List.copyOf(servers);
  }

  /** Whether pods of a stage run, whose progress has to be polled. */
  public boolean isWorking() {
    return jobs.stream().anyMatch(JobView::isWorking);
  }

  /** Whether each Job has pods or a reason why it has none. */
  public boolean isExplained() {
    return jobs.stream().allMatch(JobView::isExplained);
  }

  /**
   * Whether something changes that no watched object shows: pods that start or run, and the
   * position of a Job in its queue. A suspended Job has no pods.
   */
  public boolean needsPolling() {
    boolean works =
        jobs.stream()
            .map(JobView::job)
            .anyMatch(job -> !Jobs.isFinished(job) && !Jobs.isSuspended(job));
    return works
        || jobs.stream().anyMatch(JobView::isHeldByQueue)
        || deployment
            .filter(known -> !Deployments.isRolledOut(known))
            .filter(known -> !Deployments.missedDeadline(known))
            .isPresent();
  }
}
