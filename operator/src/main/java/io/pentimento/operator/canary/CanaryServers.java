// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.canary;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pentimento.operator.OperatorConfig;
import io.pentimento.operator.serving.ServingReconciler;
import io.pentimento.operator.workload.CandidateWorkload;
import io.pentimento.operator.workload.Labels;
import io.pentimento.operator.workload.ModelToServe;
import io.pentimento.operator.workload.Names;
import io.pentimento.operator.workload.ServingOwner;
import java.time.Instant;
import java.util.Optional;

/** The Deployment and the Service with the new model. */
final class CanaryServers {
  private final KubernetesClient client;
  private final OperatorConfig config;

  CanaryServers(KubernetesClient client, OperatorConfig config) {
    this.client = client;
    this.config = config;
  }

  Optional<Deployment> find(ServingOwner owner) {
    return Optional.ofNullable(
        client
            .resources(Deployment.class)
            .inNamespace(owner.namespace())
            .withName(Names.canary(owner.name()))
            .get());
  }

  /**
   * Servers that have this model already keep their start and the location of the model.
   *
   * @param model with its location; empty if it is known from existing servers only
   */
  void apply(
      ServingOwner owner, String digest, int replicas, Optional<ModelToServe> model, Instant now) {
    Optional<Deployment> known =
        find(owner).filter(each -> digest.equals(Labels.annotation(each, Labels.MODEL)));
    known
        .map(
            each ->
                new ModelToServe(
                    digest, Labels.requiredAnnotation(each, owner.models().location())))
        .or(() -> model)
        .ifPresent(
            located ->
                apply(
                    new CandidateWorkload(
                        owner,
                        located,
                        replicas,
                        known.map(CanaryServers::startedAt).orElse(now),
                        config)));
  }

  private static Instant startedAt(Deployment known) {
    return Instant.parse(Labels.annotation(known, Labels.ROLLOUT_STARTED));
  }

  private void apply(CandidateWorkload wanted) {
    ServingReconciler.apply(client, wanted.service());
    ServingReconciler.apply(client, wanted.deployment());
  }

  /** The Deployment last: as long as it exists, the planner requests its removal. */
  void remove(ServingOwner owner) {
    String name = Names.canary(owner.name());
    client.resources(Service.class).inNamespace(owner.namespace()).withName(name).delete();
    client.resources(Deployment.class).inNamespace(owner.namespace()).withName(name).delete();
  }
}
