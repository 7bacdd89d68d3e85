// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.real;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The first job of docs/installation.md, in a separate namespace with the restricted standard. */
record Quickstart(KubernetesClient client, String namespace) implements AutoCloseable {
  static final Path DATA = Path.of("../examples/quickstart");
  private static final Path MANIFESTS = Path.of("../examples/kubernetes");
  private static final Duration PATIENCE = Duration.ofMinutes(60);
  private static final int SERVER_PORT = 8080;

  static Quickstart in(KubernetesClient client, String namespace) {
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(namespace)
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .endMetadata()
                .build())
        .create();
    return new Quickstart(client, namespace);
  }

  /** Creates the claims and copies the data into them. */
  void bringData() throws IOException {
    create("quickstart-data.yaml");
    PodResource loader = client.pods().inNamespace(namespace).withName("loader");
    loader.waitUntilReady(PATIENCE.toMinutes(), TimeUnit.MINUTES);
    for (String folder : List.of("clean", "degraded", "weights")) {
      if (!loader.dir("/data/" + folder).upload(DATA.resolve(folder))) {
        throw new IOException(
            "cannot copy %s; the image of the pod must have sh, mkdir, cat, wc, tar and rm"
                .formatted(folder));
      }
    }
    loader.withGracePeriod(0).delete();
  }

  void apply() throws IOException {
    create("quickstart.yaml");
  }

  private void create(String manifest) throws IOException {
    try (InputStream yaml = Files.newInputStream(MANIFESTS.resolve(manifest))) {
      client.load(yaml).inNamespace(namespace).create();
    }
  }

  Resource<AdaptationJob> job() {
    return client.resources(AdaptationJob.class).inNamespace(namespace).withName("quickstart");
  }

  /** Fails with the status of a failed job. */
  AdaptationJobStatus awaitComplete() {
    AdaptationJobStatus end =
        awaitStatus("the end", status -> isTrue(status, "Complete") || isTrue(status, "Failed"));
    if (isTrue(end, "Failed")) {
      throw new AssertionError(end.condition("Failed").orElseThrow().getMessage());
    }
    return end;
  }

  AdaptationJobStatus awaitStatus(String what, Predicate<AdaptationJobStatus> holds) {
    return await(what)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () ->
                Optional.ofNullable(job().get().getStatus()).orElseGet(AdaptationJobStatus::empty),
            holds);
  }

  private static boolean isTrue(AdaptationJobStatus status, String type) {
    return status.condition(type).filter(each -> "True".equals(each.getStatus())).isPresent();
  }

  List<Pod> pods(String stage) {
    return client
        .pods()
        .inNamespace(namespace)
        .withLabel("pentimento.io/stage", stage)
        .list()
        .getItems();
  }

  /** Sends an image to a server's pod. */
  HttpResponse<byte[]> restore(Path picture) throws IOException, InterruptedException {
    try (LocalPortForward forward =
        client.pods().resource(pods("serve").get(0)).portForward(SERVER_PORT)) {
      URI server = URI.create("http://127.0.0.1:%d/v1/restore".formatted(forward.getLocalPort()));
      HttpRequest request =
          HttpRequest.newBuilder(server)
              .header("Content-Type", "image/png")
              .POST(HttpRequest.BodyPublishers.ofFile(picture))
              .build();
      return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    }
  }

  /** Objects that the garbage collector has not deleted yet. */
  boolean hasChildren() {
    return !client.pods().inNamespace(namespace).list().getItems().isEmpty()
        || !client.batch().v1().jobs().inNamespace(namespace).list().getItems().isEmpty()
        || !client.apps().deployments().inNamespace(namespace).list().getItems().isEmpty()
        || !client.services().inNamespace(namespace).list().getItems().isEmpty();
  }

  @Override
  public void close() {
    client.namespaces().withName(namespace).delete();
  }
}
