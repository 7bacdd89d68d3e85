// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.operator.workload.Labels;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheTransformsTest {
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  @Test
  void theCacheKeepsTheResourcesOfAJobButNotTheRestOfItsTemplate() {
    Job kept = CacheTransforms.prune(job());

    assertThat(kept.getMetadata().getManagedFields()).isEmpty();
    assertThat(kept.getSpec().getCompletions()).isEqualTo(3);
    assertThat(kept.getSpec().getTemplate().getMetadata()).isNull();
    assertThat(kept.getSpec().getTemplate().getSpec().getContainers())
        .singleElement()
        .satisfies(
            container -> {
              assertThat(container.getImage()).isNull();
              assertThat(container.getResources().getLimits())
                  .containsEntry("nvidia.com/gpu", new Quantity("2"));
            });
  }

  @Test
  void theCacheDropsLastAppliedAndKeepsOtherAnnotations() {
    CacheTransforms.Store store = new CacheTransforms.Store();
    store.put("vision/night", adaptationJob());
    assertThat(store.get("vision/night").getMetadata().getAnnotations())
        .containsExactly(Map.entry("team", "vision"));
  }

  private static AdaptationJob adaptationJob() {
    AdaptationJob job = new AdaptationJob();
    job.setMetadata(
        new ObjectMetaBuilder()
            .withName("night")
            .withNamespace("vision")
            .addToAnnotations("team", "vision")
            .addToAnnotations(LAST_APPLIED, "{}")
            .build());
    return job;
  }

  private static Job job() {
    return new JobBuilder()
        .withNewMetadata()
        .withName("night-generate")
        .withManagedFields(new ManagedFieldsEntry())
        .endMetadata()
        .withNewSpec()
        .withCompletions(3)
        .withNewTemplate()
        .withNewMetadata()
        .addToAnnotations(Labels.DOCUMENT, "{}")
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("worker")
        .withImage("pentimento/worker")
        .withResources(
            new ResourceRequirementsBuilder()
                .addToLimits("nvidia.com/gpu", new Quantity("2"))
                .build())
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }
}
