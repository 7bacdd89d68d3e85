// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pentimento.api.v1alpha1.service.ModelDelivery;
import io.pentimento.api.v1alpha1.service.RestorationService;
import io.pentimento.api.v1alpha1.service.RolloutState;
import io.pentimento.operator.TestConfig;
import io.pentimento.operator.apiserver.RealApiServer;
import io.pentimento.operator.workload.ModelToServe;
import io.pentimento.operator.workload.ServingOwner;
import io.pentimento.operator.workload.ServingWorkload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Services on a real API server: validation, scale, ownership, and a promotion. */
@EnabledIfEnvironmentVariable(
    named = RealApiServer.BINARIES,
    matches = ".+",
    disabledReason = "needs the binaries of a Kubernetes API server; name their folder")
@Timeout(300)
class ApiServerServicesTest {
  private static final Path MANIFESTS = Path.of("../crds/src/test/resources/services");
  private static final Pattern EXPECTED =
      Pattern.compile("# expect: (?<path>[^:]+): (?:Invalid value: .*?: )?(?<sentence>.+)");
  private static final String REJECTED =
      "{\"reason\":\"EvidenceMissing\",\"message\":\"the model has no evidence\"}";

  private static RealApiServer server;
  private static KubernetesClient client;

  @BeforeAll
  static void startTheServer() {
    server = new RealApiServer(List.of());
    client = server.client();
  }

  @AfterAll
  static void stopTheServer() {
    server.close();
  }

  private static Stream<Path> manifests(String prefix) throws IOException {
    try (Stream<Path> files = Files.list(MANIFESTS)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static Stream<Path> valid() throws IOException {
    return manifests("valid-");
  }

  /** Pod templates are checked by the operator, not by the definition. */
  private static Stream<Path> invalid() throws IOException {
    return manifests("invalid-").filter(file -> !file.endsWith("invalid-pod-template.yaml"));
  }

  /** Validates as kubectl does: strict field validation, dry run. */
  private static String dryRun(Path manifest) throws IOException {
    return client.raw(
        "/apis/pentimento.io/v1alpha1/namespaces/%s/restorationservices?dryRun=All&fieldValidation=Strict"
            .formatted(RealApiServer.NAMESPACE),
        "POST",
        new YAMLMapper().readTree(Files.readString(manifest)).toString());
  }

  @ParameterizedTest
  @MethodSource("valid")
  void aValidManifestIsAccepted(Path manifest) throws IOException {
    assertThat(dryRun(manifest)).contains("\"RestorationService\"");
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void anInvalidManifestIsRejectedWithTheExpectedMessage(Path manifest) throws IOException {
    List<Matcher> expected =
        Files.readString(manifest).lines().map(EXPECTED::matcher).filter(Matcher::matches).toList();

    assertThatThrownBy(() -> dryRun(manifest))
        .isInstanceOf(KubernetesClientException.class)
        .satisfies(
            rejection ->
                expected.forEach(
                    each ->
                        assertThat(rejection.getMessage())
                            .contains(each.group("path"), each.group("sentence"))));
  }

  @Test
  void aServiceServesWithoutFurtherWrites() {
    SimulatedService service = in("calm");
    serve(service, SimulatedService.A);
    String version = version(service.service());
    String deployment = version(service.deployment().orElseThrow());

    service.reconcile();
    service.reconcile();

    assertThat(version(service.service())).isEqualTo(version);
    assertThat(version(service.deployment().orElseThrow())).isEqualTo(deployment);
  }

  @Test
  void theScaleSubresourceReadsAndWritesTheReplicas() {
    SimulatedService service = in("scaled");
    serve(service, SimulatedService.A);

    client.resources(RestorationService.class).inNamespace("scaled").withName("night").scale(3);
    service.reconcile();
    service.reconcile();

    assertThat(service.deployment().orElseThrow().getSpec().getReplicas()).isEqualTo(3);
    assertThat(
            client
                .resources(RestorationService.class)
                .inNamespace("scaled")
                .withName("night")
                .scale()
                .getStatus()
                .getSelector())
        .isEqualTo(service.status().selector());
  }

  /** Staging accepted and published A; production follows a commit with its address. */
  @Test
  void productionServesTheDigestThatStagingPublishedAndNoOther() {
    SimulatedService staging = in("staging");
    SimulatedService production = in("production");
    serve(staging, SimulatedService.A);
    String published = staging.status().model().uri();

    serve(production, published);

    assertThat(production.status().model()).isEqualTo(staging.status().model());
    assertThat(delivery(production).getArgs())
        .containsExactly(published, "/model", "--keys", "/keys", "--secret", "/registry");
    assertThat(client.resources(Service.class).inNamespace("production").list().getItems())
        .hasSize(1);
  }

  @Test
  void productionKeepsTheLastGoodModelWhenThePublishedOneIsRejected() {
    SimulatedService production = in("rejecting");
    serve(production, SimulatedService.A);

    production.edit(SimulatedService.B);
    production.reconcile();
    production.failDelivery(REJECTED);
    production.reconcile();
    assertThat(production.status().condition("Verified").orElseThrow().getReason())
        .isEqualTo("EvidenceMissing");
    assertThat(production.status().model().uri()).isEqualTo(SimulatedService.A);

    production.now = production.now.plus(Duration.ofMinutes(10));
    production.reconcile();
    production.getReady();
    production.reconcile();
    assertThat(production.status().rollout().state()).isEqualTo(RolloutState.ABORTED);
    assertThat(delivery(production).getArgs()).first().isEqualTo(SimulatedService.A);
  }

  @ParameterizedTest
  @EnumSource
  void podsMeetTheRestrictedStandard(ModelDelivery delivery) {
    String namespace = "restricted-" + delivery.ordinal();
    server.createNamespace(namespace);
    client
        .namespaces()
        .withName(namespace)
        .edit(
            known -> {
              known
                  .getMetadata()
                  .setLabels(Map.of("pod-security.kubernetes.io/enforce", "restricted"));
              return known;
            });
    RestorationService service =
        Serialization.unmarshal(
            SimulatedService.yaml(SimulatedService.A)
                .replace("metadata: {name: night}", "metadata: {name: night, uid: '1'}")
                .replace("secretRef:", "delivery: %s, secretRef:".formatted(word(delivery))),
            RestorationService.class);
    service.getMetadata().setNamespace(namespace);

    PodTemplateSpec template = template(service);
    Pod pod =
        client
            .resource(
                new PodBuilder()
                    .withNewMetadata()
                    .withName("night")
                    .withNamespace(namespace)
                    .endMetadata()
                    .withSpec(template.getSpec())
                    .build())
            .create();

    assertThat(pod.getSpec().getVolumes())
        .anyMatch(
            volume -> (volume.getImage() != null) == (delivery == ModelDelivery.IMAGE_VOLUME));
  }

  private static String word(ModelDelivery delivery) {
    return delivery == ModelDelivery.IMAGE_VOLUME ? "ImageVolume" : "InitContainer";
  }

  private static PodTemplateSpec template(RestorationService service) {
    ModelToServe model =
        new ModelToServe(SimulatedService.digest(SimulatedService.A), SimulatedService.A);
    return new ServingWorkload(ServingOwner.of(service, true), model, null, TestConfig.defaults())
        .deployment()
        .getSpec()
        .getTemplate();
  }

  private static SimulatedService in(String namespace) {
    server.createNamespace(namespace);
    return new SimulatedService(client, namespace);
  }

  private static void serve(SimulatedService service, String address) {
    service.apply(address);
    service.reconcile();
    service.getReady();
    service.reconcile();
    service.reconcile();
  }

  private static Container delivery(SimulatedService service) {
    Deployment deployment = service.deployment().orElseThrow();
    return deployment.getSpec().getTemplate().getSpec().getInitContainers().get(0);
  }

  private static String version(HasMetadata object) {
    return object.getMetadata().getResourceVersion();
  }
}
