// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.operator.serving.ServingReconciler;
import io.pentimento.operator.workload.AcceptedSpec;
import io.pentimento.operator.workload.Labels;
import io.pentimento.operator.workload.Names;
import java.util.Objects;
import java.util.Optional;

/** Stores the last valid spec of each job, so that it survives a restart. */
final class AcceptedSpecStore {
  private final KubernetesClient client;

  AcceptedSpecStore(KubernetesClient client) {
    this.client = client;
  }

  /** Stores the spec before any action is based on it. */
  void keep(AdaptationJob job) {
    ServingReconciler.apply(client, AcceptedSpec.of(job));
  }

  /**
   * The job with its last valid spec and the last observed generation, so that it does not count as
   * edited; empty if no spec was valid.
   */
  Optional<AdaptationJob> lastValid(AdaptationJob job) {
    return Optional.ofNullable(
            client
                .configMaps()
                .inNamespace(job.getMetadata().getNamespace())
                .withName(Names.acceptedSpec(job))
                .get())
        .map(memory -> with(job, memory));
  }

  private static AdaptationJob with(AdaptationJob job, ConfigMap memory) {
    Long observed = job.getStatus() == null ? null : job.getStatus().observedGeneration();
    AdaptationJob valid = new AdaptationJob();
    valid.setMetadata(
        new ObjectMetaBuilder(job.getMetadata())
            .withGeneration(
                Objects.requireNonNullElseGet(
                    observed, () -> Long.valueOf(Labels.annotation(memory, Labels.GENERATION))))
            .build());
    valid.setSpec(AcceptedSpec.in(memory));
    valid.setStatus(job.getStatus());
    return valid;
  }
}
