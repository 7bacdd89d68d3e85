package io.pentimento.operator.workload;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpecFluent;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.StageName;
import io.pentimento.operator.OperatorConfig;
import io.pentimento.stage.StageDocument;
import java.util.Map;
import java.util.TreeMap;

/** One attempt at a stage: its document, and the Job whose pods follow it. */
public record StageWorkload(
    AdaptationJob job, StageDocument document, int attempt, OperatorConfig config) {

  public String name() {
    return Names.stage(job, document, attempt);
  }

  /** What the pods are told. */
  public ConfigMap configMap() {
    return new ConfigMapBuilder()
        .withMetadata(metadata().withLabels(Labels.of(job, document.stage())).build())
        .withImmutable(true)
        .withData(Map.of(StagePods.DOCUMENT, document.toJson()))
        .build();
  }

  /**
   * With one pod, or with one per shard, each of which is replaced by itself. What is tried again
   * as a whole is for {@code decide}.
   */
  public Job manifest() {
    JobBuilder builder = new JobBuilder().withMetadata(jobMetadata());
    var spec =
        builder
            .withNewSpec()
            .withPodReplacementPolicy("Failed")
            .withPodFailurePolicy(FailurePolicy.of(StagePods.CONTAINER))
            .withTemplate(new StagePods(job, document, name(), config).template());
    return (document.stage() == StageName.GENERATE ? sharded(spec) : spec.withBackoffLimit(0))
        .endSpec()
        .build();
  }

  private <T extends JobSpecFluent<T>> T sharded(T spec) {
    return spec.withCompletionMode("Indexed")
        .withCompletions(document.shards())
        .withParallelism(document.shards())
        .withBackoffLimitPerIndex(Math.min(job.getSpec().backoffLimit(), config.retriesPerShard()));
  }

  private ObjectMeta jobMetadata() {
    return metadata()
        .withLabels(Labels.of(job, document.stage()))
        .addToLabels(Labels.copied(job))
        .build();
  }

  private ObjectMetaBuilder metadata() {
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
        .withOwnerReferences(Owners.of(job));
  }
}
