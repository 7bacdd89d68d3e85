// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.workload;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.service.RestorationService;
import io.pentimento.api.v1alpha1.serving.ServingSpec;
import io.pentimento.api.v1alpha1.status.StageName;
import java.util.Map;

/**
 * The object that servers run for, reduced to what their manifests need.
 *
 * @param name of Deployment, Service and autoscaler
 * @param labels of all objects and pods
 * @param selector of the pods
 * @param annotations by which the operator finds the owner
 */
public record ServingOwner(
    ObjectMeta metadata,
    OwnerReference reference,
    String name,
    Map<String, String> labels,
    Map<String, String> selector,
    Map<String, String> annotations,
    ServingSpec spec,
    ModelProvision models) {

  public static ServingOwner of(AdaptationJob job) {
    return new ServingOwner(
        job.getMetadata(),
        Owners.of(job),
        Names.serving(job),
        Labels.of(job, StageName.SERVE),
        Labels.selector(job, StageName.SERVE),
        Map.of(Labels.JOB_NAME, job.getMetadata().getName()),
        job.getSpec().serving(),
        WorkspaceProvision.of(job));
  }

  /**
   * @param hasImageVolumes whether the cluster can mount images
   */
  public static ServingOwner of(RestorationService service, boolean hasImageVolumes) {
    return new ServingOwner(
        service.getMetadata(),
        Owners.of(service),
        Names.serving(service),
        Labels.of(service),
        Labels.selector(service),
        Map.of(Labels.SERVICE_NAME, service.getMetadata().getName()),
        service.getSpec().serving(),
        new ServiceProvision(service.getSpec(), hasImageVolumes));
  }

  public String namespace() {
    return metadata.getNamespace();
  }

  public String generation() {
    return String.valueOf(metadata.getGeneration());
  }

  /** For logs. */
  @Override
  public String toString() {
    return "%s %s/%s".formatted(reference.getKind(), namespace(), metadata.getName());
  }
}
