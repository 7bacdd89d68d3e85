// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.observe;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Optional;

/**
 * The watched objects of one AdaptationJob, from a cache that may be stale.
 *
 * @param jobs all of them, including those of earlier attempts
 */
public record SecondaryResources(
    List<Job> jobs,
    Optional<Deployment> deployment,
    Optional<Service> service,
    Optional<HorizontalPodAutoscaler> autoscaler) {
  public SecondaryResources {
    jobs = List.copyOf(jobs);
  }

  /** Objects without an autoscaler. */
  public SecondaryResources(
      List<Job> jobs, Optional<Deployment> deployment, Optional<Service> service) {
    this(jobs, deployment, service, Optional.empty());
  }
}
