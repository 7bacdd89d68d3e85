// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.workload;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpecFluent;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageDocument;
import io.pentimento.operator.OperatorConfig;
import java.util.Map;
import java.util.TreeMap;

/** The Job of one attempt of a stage. */
public record StageWorkload(
    AdaptationJob job, StageDocument document, int attempt, OperatorConfig config) {

  public String name() {
    return Names.stage(job, document, attempt);
  }

  /**
   * A Job with one pod, or with one pod per shard that is replaced separately. The planner decides
   * about further attempts.
   */
  public Job manifest() {
    JobBuilder builder = new JobBuilder().withMetadata(metadata());
    var spec =
        builder
            .withNewSpec()
            .withPodReplacementPolicy("Failed")
            .withPodFailurePolicy(FailurePolicy.of(StagePods.CONTAINER))
            .withTemplate(template());
    return (document.stage() == StageName.GENERATE ? sharded(spec) : spec.withBackoffLimit(0))
        .endSpec()
        .build();
  }

  private PodTemplateSpec template() {
    return new PodTemplateSpecBuilder(new StagePods(job, document, config).template())
        .editOrNewMetadata()
        .addToAnnotations(kueue().podAnnotations())
        .endMetadata()
        .build();
  }

  private KueueMetadata kueue() {
    return new KueueMetadata(job, document.stage() == StageName.GENERATE ? document.shards() : 1);
  }

  private <T extends JobSpecFluent<T>> T sharded(T spec) {
    return spec.withCompletionMode("Indexed")
        .withCompletions(document.shards())
        .withParallelism(document.shards())
        .withBackoffLimitPerIndex(Math.min(job.getSpec().backoffLimit(), config.retriesPerShard()));
  }

  private ObjectMeta metadata() {
    return new ObjectMetaBuilder()
        .withName(name())
        .withNamespace(job.getMetadata().getNamespace())
        .withAnnotations(
            new TreeMap<>(
                Map.of(
                    Labels.JOB_NAME, job.getMetadata().getName(),
                    Labels.KEY, document.key().hex(),
                    Labels.ATTEMPT, String.valueOf(attempt),
                    Labels.GENERATION, String.valueOf(job.getMetadata().getGeneration()))))
        .addToAnnotations(kueue().annotations())
        .withLabels(Labels.of(job, document.stage()))
        .addToLabels(kueue().labels())
        .withOwnerReferences(Owners.of(job))
        .build();
  }
}
