// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.workload;

import static java.util.Objects.requireNonNull;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import java.io.IOException;
import java.util.Map;

/**
 * The last valid spec, in a ConfigMap that is deleted with the job: an invalid edit falls back to
 * it, also after a restart. The status cannot hold it, because a pod template has no size limit.
 */
public final class AcceptedSpec {
  private static final String MANIFEST = "job.yaml";

  private AcceptedSpec() {}

  public static ConfigMap of(AdaptationJob job) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(Names.acceptedSpec(job))
        .withNamespace(job.getMetadata().getNamespace())
        .withLabels(Labels.acceptedSpec(job))
        .addToAnnotations(Labels.GENERATION, String.valueOf(job.getMetadata().getGeneration()))
        .withOwnerReferences(Owners.of(job))
        .endMetadata()
        .withData(Map.of(MANIFEST, AdaptationJobYaml.write(bare(job))))
        .build();
  }

  /**
   * @throws IllegalStateException if the ConfigMap cannot be parsed
   */
  public static AdaptationJobSpec in(ConfigMap memory) {
    try {
      return AdaptationJobYaml.read(requireNonNull(memory.getData().get(MANIFEST), MANIFEST))
          .getSpec();
    } catch (IOException | RuntimeException e) {
      throw new IllegalStateException(
          "ConfigMap %s has no readable %s; correct the spec of the job; the ConfigMap is then rewritten"
              .formatted(memory.getMetadata().getName(), MANIFEST),
          e);
    }
  }

  /** The job as the user wrote it: name and spec. */
  public static AdaptationJob bare(AdaptationJob job) {
    AdaptationJob bare = new AdaptationJob();
    bare.setMetadata(new ObjectMetaBuilder().withName(job.getMetadata().getName()).build());
    bare.setSpec(job.getSpec());
    return bare;
  }
}
