package io.pentimento.operator.workload;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.operator.OperatorConfig;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * The servers of a canary: those of the job with the new model, under names and labels of their
 * own, so that the Service of the job does not select them.
 *
 * @param startedAt when the canary began
 */
public record CandidateWorkload(
    AdaptationJob job, ModelToServe model, int replicas, Instant startedAt, OperatorConfig config) {

  public Deployment deployment() {
    Deployment serving = serving().deployment();
    return new DeploymentBuilder(serving)
        .editMetadata()
        .withName(Names.canary(job))
        .addToLabels(labels())
        .removeFromAnnotations(Labels.APPLIED)
        .removeFromAnnotations(Labels.REPLICAS)
        .addToAnnotations(Labels.ROLLOUT_STARTED, startedAt.toString())
        .endMetadata()
        .editSpec()
        .withReplicas(replicas)
        .withNewSelector()
        .withMatchLabels(Labels.canarySelector(job))
        .endSelector()
        .editTemplate()
        .editMetadata()
        .addToLabels(labels())
        .endMetadata()
        .endTemplate()
        .endSpec()
        .build();
  }

  public Service service() {
    return new ServiceBuilder(serving().service())
        .editMetadata()
        .withName(Names.canary(job))
        .addToLabels(labels())
        .endMetadata()
        .editSpec()
        .withSelector(Labels.canarySelector(job))
        .endSpec()
        .build();
  }

  private Map<String, String> labels() {
    return new TreeMap<>(
        Map.of(Labels.STAGE, Labels.CANARY, Labels.NAME, "pentimento-" + Labels.CANARY));
  }

  private ServingWorkload serving() {
    return new ServingWorkload(ServingOwner.of(job), model, null, config).withoutCanary();
  }
}
