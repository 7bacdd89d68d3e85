// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.integration.cluster.ProcessCluster;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A namespace with tiny models and images in claims, and one AdaptationJob.
 *
 * @param name of the AdaptationJob
 * @param models folder of the claim with the models
 * @param workspace folder of the claim with the workspace of the job
 */
record Tenant(ProcessCluster cluster, String namespace, String name, Path models, Path workspace)
    implements AutoCloseable {
  private static final String NAME = "night";

  /** An edit that makes each image slow, so that the test can act in the meantime. */
  static final String[] SLOWLY = {"steps: 10", "steps: 500"};

  private static final int IMAGES = 10;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
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
        evaluation: {minImages: 1, gates: [{metric: PSNR, maxRegression: 1.0}]}
        serving: {replicas: 1}
        workspace: {persistentVolumeClaim: {claimName: adaptation}}
      """;

  static Tenant in(ProcessCluster cluster, String namespace) throws IOException {
    Path models = cluster.claim(namespace, "models");
    TinyInputs.writeModels(models);
    TinyInputs.writeImages(cluster.claim(namespace, "frames"), IMAGES);
    return new Tenant(cluster, namespace, NAME, models, cluster.claim(namespace, "adaptation"));
  }

  /** The same namespace and workspace with another AdaptationJob. */
  Tenant with(String otherName) {
    return new Tenant(cluster, namespace, otherName, models, workspace);
  }

  /**
   * Applies the manifest.
   *
   * @param edits pairs of texts: the first is replaced by the second
   */
  void apply(String... edits) throws IOException {
    AdaptationJob job = manifest(edits);
    job.getMetadata().setNamespace(namespace);
    job.getMetadata().setName(name);
    client().resource(job).create();
  }

  /** Applies the manifest again: its spec is replaced, as with kubectl. */
  void edit(String... edits) throws IOException {
    AdaptationJob wanted = manifest(edits);
    edit(
        job(),
        known -> {
          known.setSpec(wanted.getSpec());
          return known;
        });
  }

  /** Edits an object that others edit as well: after a conflict it is read again. */
  <T extends HasMetadata> T edit(T object, UnaryOperator<T> edit) {
    return await("an edit of " + object.getMetadata().getName())
        .atMost(PATIENCE)
        .ignoreExceptionsMatching(Tenant::isConflict)
        .until(
            () -> client().resource(client().resource(object).get()).edit(edit), Objects::nonNull);
  }

  private static boolean isConflict(Throwable failure) {
    return failure instanceof KubernetesClientException e
        && e.getCode() == HttpURLConnection.HTTP_CONFLICT;
  }

  private static AdaptationJob manifest(String... edits) throws IOException {
    String yaml = MANIFEST;
    for (int i = 0; i < edits.length; i += 2) {
      if (!yaml.contains(edits[i])) {
        throw new IllegalArgumentException("the manifest does not contain " + edits[i]);
      }
      yaml = yaml.replace(edits[i], edits[i + 1]);
    }
    return AdaptationJobYaml.read(yaml);
  }

  KubernetesClient client() {
    return cluster.client();
  }

  AdaptationJob job() {
    return client().resources(AdaptationJob.class).inNamespace(namespace).withName(name).get();
  }

  void delete() {
    client().resource(job()).delete();
  }

  /** Deletes everything and waits until nothing is running. */
  @Override
  public void close() {
    if (job() != null) {
      delete();
    }
    awaitThat("the end of all pods", () -> pods().isEmpty());
  }

  /** Waits for a status that satisfies the condition; fails with the latest status. */
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

  /** Waits until the job is complete or failed. */
  AdaptationJobStatus awaitEnd() {
    return awaitStatus(
        "the end",
        status ->
            Stream.of("Complete", "Failed")
                .flatMap(type -> status.condition(type).stream())
                .anyMatch(each -> "True".equals(each.getStatus())));
  }

  StageStatus awaitStage(StageName stage, Predicate<StageStatus> holds) {
    return awaitStatus(stage.value(), status -> status.stage(stage).filter(holds).isPresent())
        .stage(stage)
        .orElseThrow();
  }

  static boolean hasSucceeded(StageStatus stage) {
    return stage.state() == StageState.SUCCEEDED;
  }

  void awaitThat(String what, Callable<Boolean> holds) {
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

  Job awaitJob(StageName stage) {
    return await("a Job of " + stage)
        .atMost(PATIENCE)
        .until(() -> jobs(stage).stream().findFirst(), Optional::isPresent)
        .orElseThrow();
  }

  /** All objects that were created for a job. */
  List<HasMetadata> children() {
    return Stream.<List<? extends HasMetadata>>of(
            jobs(),
            pods(),
            client().configMaps().inNamespace(namespace).list().getItems(),
            client().services().inNamespace(namespace).list().getItems(),
            client().apps().deployments().inNamespace(namespace).list().getItems())
        .<HasMetadata>flatMap(List::stream)
        .toList();
  }

  List<Pod> pods() {
    return client().pods().inNamespace(namespace).list().getItems();
  }

  /** A pod of this stage with a running process. */
  Pod awaitRunningPod(StageName stage) {
    return await("a running pod of " + stage)
        .atMost(PATIENCE)
        .until(
            () -> pods(stage).stream().filter(Tenant::isRunning).findFirst(), Optional::isPresent)
        .orElseThrow();
  }

  static boolean isRunning(Pod pod) {
    return "Running".equals(pod.getStatus().getPhase());
  }

  Optional<Deployment> deployment() {
    return client().apps().deployments().inNamespace(namespace).list().getItems().stream()
        .findFirst();
  }

  String annotation(HasMetadata object, String name) {
    return object.getMetadata().getAnnotations().get(name);
  }

  /** Posts an image to the job's service. */
  HttpResponse<byte[]> restore(byte[] picture) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server().resolve("/v1/restore"))
            .header("Content-Type", "image/png")
            .POST(HttpRequest.BodyPublishers.ofByteArray(picture))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  /** The description of the served model from the job's service, as JSON. */
  String servedModel() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(server().resolve("/v1/model")).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private URI server() {
    Service service = client().services().inNamespace(namespace).list().getItems().get(0);
    return cluster.endpoint(service).orElseThrow();
  }

  private static Map<String, String> label(StageName stage) {
    return Map.of("pentimento.io/stage", stage.value());
  }

  /** The existing pseudo targets, with attributes that show whether a file was written again. */
  Map<Path, Object> pseudoTargets() throws IOException {
    Path folder = workspace.resolve("pseudo-targets");
    if (!Files.exists(folder)) {
      return Map.of();
    }
    Map<Path, Object> identities = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : tree.filter(path -> path.toString().endsWith(".png")).toList()) {
        identities.put(file, Files.readAttributes(file, BasicFileAttributes.class).fileKey());
      }
    }
    return identities;
  }
}
