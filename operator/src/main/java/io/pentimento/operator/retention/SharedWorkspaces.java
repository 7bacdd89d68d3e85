// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.retention;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.pentimento.api.v1alpha1.AdaptationJob;
import java.util.List;

/** Finds the jobs that share a workspace: those of a namespace that name the same claim. */
public final class SharedWorkspaces {
  private final KubernetesClient client;

  public SharedWorkspaces(KubernetesClient client) {
    this.client = client;
  }

  /** All jobs with the claim of this one, itself too, as the API server has them now. */
  public List<AdaptationJob> jobsThatShare(AdaptationJob job) {
    return client
        .resources(AdaptationJob.class)
        .inNamespace(job.getMetadata().getNamespace())
        .list()
        .getItems()
        .stream()
        .filter(other -> other.getSpec() != null && claim(other).equals(claim(job)))
        .toList();
  }

  static String claim(AdaptationJob job) {
    return job.getSpec().workspace().persistentVolumeClaim().claimName();
  }
}
