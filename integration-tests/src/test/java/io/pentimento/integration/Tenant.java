package io.pentimento.integration;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.api.v1alpha1.StageName;
import io.pentimento.api.v1alpha1.StageStatus;
import io.pentimento.integration.cluster.ProcessCluster;
import io.pentimento.stage.WorkspaceLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Somebody with a namespace, tiny models and images in claims, and one AdaptationJob.
 *
 * @param models folder of the claim with the models
 * @param workspace folder of the claim in which the job works
 */
record Tenant(ProcessCluster cluster, String namespace, Path models, Path workspace) {
  static final String NAME = "night";
  private static final int IMAGES = 10;
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String MANIFEST =
      """
      apiVersion: pentimento.io/v1alpha1
      kind: AdaptationJob
      metadata: {name: night}
      spec:
        restorer: {source: {uri: "pvc://models/restorer.safetensors"}}
        prior: {source: {uri: "pvc://models/prior.safetensors"}}
        dataset:
          source: {uri: "pvc://frames/degraded"}
          groundTruth: {uri: "pvc://frames/clean"}
          holdout: {fraction: 0.3}
        pseudoTargets: {shards: 2, batchSize: 1, lowPassFactor: 4, sampler: {steps: 10}}
        fineTuning:
          iterations: 4
          batchSize: 2
          microBatchSize: 1
          discriminator: {channels: 16}
        evaluation: {minImages: 1, gate: [{metric: PSNR, maxRegression: 1.0}]}
        serving: {replicas: 1}
        workspace: {persistentVolumeClaim: {claimName: adaptation}}
      """;

  static Tenant in(ProcessCluster cluster, String namespace) throws IOException {
    Path models = cluster.claim(namespace, "models");
    TinyInputs.writeModels(models);
    TinyInputs.writeImages(cluster.claim(namespace, "frames"), IMAGES);
    return new Tenant(cluster, namespace, models, cluster.claim(namespace, "adaptation"));
  }

  /**
   * Applies the manifest.
   *
   * @param edits what is replaced in it by what, in turn
   */
  void apply(String... edits) throws IOException {
    AdaptationJob job = manifest(edits);
    job.getMetadata().setNamespace(namespace);
    client().resource(job).create();
  }

  /** Applies it anew: its spec is replaced, as with kubectl. */
  void edit(String... edits) throws IOException {
    AdaptationJob wanted = manifest(edits);
    client()
        .resource(job())
        .edit(
            known -> {
              known.setSpec(wanted.getSpec());
              return known;
            });
  }

  private static AdaptationJob manifest(String... edits) throws IOException {
    String yaml = MANIFEST;
    for (int i = 0; i < edits.length; i += 2) {
      if (!yaml.contains(edits[i])) {
        throw new IllegalArgumentException("the manifest has no " + edits[i]);
      }
      yaml = yaml.replace(edits[i], edits[i + 1]);
    }
    return AdaptationJobYaml.read(yaml);
  }

  KubernetesClient client() {
    return cluster.client();
  }

  AdaptationJob job() {
    return client().resources(AdaptationJob.class).inNamespace(namespace).withName(NAME).get();
  }

  void delete() {
    client().resource(job()).delete();
  }

  /** Waits for a status of which this holds; fails with the latest one. */
  AdaptationJobStatus awaitStatus(String what, Predicate<AdaptationJobStatus> holds) {
    return await(what)
        .atMost(PATIENCE)
        .until(
            () -> Optional.ofNullable(job().getStatus()).orElseGet(AdaptationJobStatus::empty),
            holds);
  }

  AdaptationJobStatus awaitCondition(String type) {
    return awaitStatus(
        type,
        status ->
            status.condition(type).filter(each -> "True".equals(each.getStatus())).isPresent());
  }

  StageStatus awaitStage(StageName stage, Predicate<StageStatus> holds) {
    return awaitStatus(stage.value(), status -> status.stage(stage).filter(holds).isPresent())
        .stage(stage)
        .orElseThrow();
  }

  void awaitThat(String what, java.util.concurrent.Callable<Boolean> holds) {
    await(what).atMost(PATIENCE).until(holds);
  }

  List<Job> jobs() {
    return client().batch().v1().jobs().inNamespace(namespace).list().getItems();
  }

  List<Job> jobs(StageName stage) {
    return client()
        .batch()
        .v1()
        .jobs()
        .inNamespace(namespace)
        .withLabels(label(stage))
        .list()
        .getItems();
  }

  List<Pod> pods(StageName stage) {
    return client().pods().inNamespace(namespace).withLabels(label(stage)).list().getItems();
  }

  Optional<Deployment> deployment() {
    return client().apps().deployments().inNamespace(namespace).list().getItems().stream()
        .findFirst();
  }

  private static Map<String, String> label(StageName stage) {
    return Map.of("pentimento.io/stage", stage.value());
  }

  WorkspaceLayout layout() {
    return new WorkspaceLayout(workspace);
  }
}
