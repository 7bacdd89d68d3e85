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
 * What watched objects are remembered without: who wrote which field, what kubectl applied last,
 * and of a Job's pods all but the resources they asked for. Most of an object is that, and a cache
 * of thousands must fit into the operator's memory.
 */
public final class CacheTransforms {
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private CacheTransforms() {}

  /** Of the objects that a job owns. */
  public static <R extends HasMetadata> TransformingItemStore<R> store() {
    return new TransformingItemStore<>(CacheTransforms::prune);
  }

  /** Of the jobs themselves. The SDK makes it, by its class. */
  public static final class Store extends TransformingItemStore<AdaptationJob> {
    public Store() {
      super(CacheTransforms::prune);
    }
  }

  /** In place: whoever hands out an object that was just received keeps no other. */
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
