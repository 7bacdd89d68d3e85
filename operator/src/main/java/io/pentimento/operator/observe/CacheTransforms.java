// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.observe;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.processing.event.source.informer.TransformingItemStore;
import io.pentimento.api.v1alpha1.AdaptationJob;
import java.util.List;
import java.util.Map;

/**
 * Removes fields that the operator does not read before an object is cached: managed fields,
 * kubectl's last applied configuration, and most of the pod template of Jobs. They are most of an
 * object, and thousands of objects must fit into the operator's memory.
 */
public final class CacheTransforms {
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private CacheTransforms() {}

  /** For the objects that a job owns. */
  public static <R extends HasMetadata> TransformingItemStore<R> store() {
    return new TransformingItemStore<>(CacheTransforms::prune);
  }

  /** For the jobs; the SDK instantiates it by class. */
  public static final class Store extends TransformingItemStore<AdaptationJob> {
    public Store() {
      super(CacheTransforms::prune);
    }
  }

  /** Changes the object in place, because it was just received and has no other user. */
  public static <R extends HasMetadata> R prune(R object) {
    object.getMetadata().setManagedFields(List.of());
    Map<String, String> annotations = object.getMetadata().getAnnotations();
    if (annotations != null) {
      annotations.remove(LAST_APPLIED);
    }
    if (object instanceof Job job && job.getSpec() != null) {
      job.getSpec().setTemplate(resources(job.getSpec().getTemplate()));
    }
    return object;
  }

  private static PodTemplateSpec resources(PodTemplateSpec template) {
    return new PodTemplateSpecBuilder()
        .withNewSpec()
        .withContainers(
            template.getSpec().getContainers().stream().map(CacheTransforms::resources).toList())
        .endSpec()
        .build();
  }

  private static Container resources(Container container) {
    return new ContainerBuilder()
        .withName(container.getName())
        .withResources(container.getResources())
        .build();
  }
}
