// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.serving;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pentimento.operator.workload.Labels;

/**
 * Transfers the replica count of a Deployment to its autoscaler without changing it.
 *
 * <p>Server-side apply deletes a field that its only owner no longer applies, and the API server
 * then sets the default, 1. So a second field manager takes over the current count before the first
 * one omits it. An autoscaler that changes the count becomes its owner.
 */
final class ReplicaOwnership {
  private static final String FIELD_MANAGER = ServingReconciler.FIELD_MANAGER + "-replicas";

  private final KubernetesClient client;

  ReplicaOwnership(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Must be called before {@code wanted} is applied.
   *
   * @return the Deployment as it is after the call
   */
  Deployment release(Deployment known, Deployment wanted) {
    boolean isReleased = Labels.UNMANAGED.equals(Labels.annotation(known, Labels.REPLICAS));
    return wanted.getSpec().getReplicas() != null || isReleased
        ? known
        : write(known, known.getSpec().getReplicas());
  }

  /** Sets the count of a new Deployment, which is 1 by default. */
  void initialize(Deployment created, int replicas) {
    Integer live = created.getSpec().getReplicas();
    if (live == null || live != replicas) {
      write(created, replicas);
    }
  }

  private Deployment write(Deployment known, Integer replicas) {
    Deployment count =
        new DeploymentBuilder()
            .withNewMetadata()
            .withName(known.getMetadata().getName())
            .withNamespace(known.getMetadata().getNamespace())
            .withResourceVersion(known.getMetadata().getResourceVersion())
            .endMetadata()
            .withNewSpec()
            .withReplicas(replicas)
            .endSpec()
            .build();
    return ServingReconciler.apply(client, count, FIELD_MANAGER);
  }
}
