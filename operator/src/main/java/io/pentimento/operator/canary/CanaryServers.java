package io.pentimento.operator.canary;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.contract.StageKey;
import io.pentimento.operator.OperatorConfig;
import io.pentimento.operator.serving.ServingReconciler;
import io.pentimento.operator.workload.CandidateWorkload;
import io.pentimento.operator.workload.Labels;
import io.pentimento.operator.workload.ModelToServe;
import io.pentimento.operator.workload.Names;
import io.pentimento.workflow.canary.CanaryTarget;
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

  Optional<Deployment> find(AdaptationJob job) {
    return Optional.ofNullable(
        client
            .resources(Deployment.class)
            .inNamespace(job.getMetadata().getNamespace())
            .withName(Names.canary(job))
            .get());
  }

  /** Keeps the start of servers that have this model already. */
  void apply(AdaptationJob job, CanaryTarget target, StageKey train, Instant now) {
    Instant startedAt =
        find(job)
            .filter(known -> target.model().equals(Labels.annotation(known, Labels.MODEL)))
            .map(known -> Instant.parse(Labels.annotation(known, Labels.ROLLOUT_STARTED)))
            .orElse(now);
    CandidateWorkload wanted =
        new CandidateWorkload(
            job,
            new ModelToServe(target.model(), train.hex()),
            target.servers().getAsInt(),
            startedAt,
            config);
    ServingReconciler.apply(client, wanted.service());
    ServingReconciler.apply(client, wanted.deployment());
  }

  /** The Deployment last: as long as it exists, the planner asks for its removal. */
  void remove(AdaptationJob job) {
    client
        .resources(Service.class)
        .inNamespace(job.getMetadata().getNamespace())
        .withName(Names.canary(job))
        .delete();
    client
        .resources(Deployment.class)
        .inNamespace(job.getMetadata().getNamespace())
        .withName(Names.canary(job))
        .delete();
  }
}
