// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.workload;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.pentimento.operator.OperatorConfig;
import java.time.Instant;

/**
 * The servers of a canary: those of the owner with the new model, under names and labels of their
 * own, so that the Service of the owner does not select them.
 *
 * @param startedAt when the canary began
 */
public record CandidateWorkload(
    ServingOwner owner,
    ModelToServe model,
    int replicas,
    Instant startedAt,
    OperatorConfig config) {

  public Deployment deployment() {
    return new DeploymentBuilder(serving().deployment())
        .editMetadata()
        .withName(Names.canary(owner.name()))
        .withLabels(Labels.canary(owner))
        .removeFromAnnotations(Labels.APPLIED)
        .removeFromAnnotations(Labels.REPLICAS)
        .addToAnnotations(Labels.ROLLOUT_STARTED, startedAt.toString())
        .endMetadata()
        .editSpec()
        .withReplicas(replicas)
        .withNewSelector()
        .withMatchLabels(Labels.canarySelector(owner))
        .endSelector()
        .editTemplate()
        .editMetadata()
        .removeFromLabels(owner.labels())
        .addToLabels(Labels.canary(owner))
        .endMetadata()
        .endTemplate()
        .endSpec()
        .build();
  }

  public Service service() {
    return new ServiceBuilder(serving().service())
        .editMetadata()
        .withName(Names.canary(owner.name()))
        .withLabels(Labels.canary(owner))
        .endMetadata()
        .editSpec()
        .withSelector(Labels.canarySelector(owner))
        .endSpec()
        .build();
  }

  private ServingWorkload serving() {
    return new ServingWorkload(owner, model, null, config).withoutCanary();
  }
}
