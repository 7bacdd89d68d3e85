// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.operator.reconcile.SimulatedCluster;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The custom resource definition on a real API server: validation, defaults, columns. */
@EnabledIfEnvironmentVariable(
    named = RealApiServer.BINARIES,
    matches = ".+",
    disabledReason = "needs the binaries of a Kubernetes API server; name their folder")
class ApiServerDefinitionTest {
  private static final Path MANIFESTS = Path.of("../crds/src/test/resources/manifests");
  private static final String PATH =
      "/apis/pentimento.io/v1alpha1/namespaces/" + RealApiServer.NAMESPACE + "/adaptationjobs";
  private static final Pattern EXPECTED =
      Pattern.compile("# expect: (?<path>[^:]+): (?:Invalid value: .*?: )?(?<sentence>.+)");
  private static final ObjectMapper JSON = new ObjectMapper();
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

  @ParameterizedTest
  @MethodSource("validManifests")
  void aValidManifestIsAccepted(Path manifest) throws IOException {
    assertThat(post(manifest)).contains("\"AdaptationJob\"");
  }

  @ParameterizedTest
  @MethodSource("invalidManifests")
  void anInvalidManifestIsRejectedWithTheMessageOfItsRule(Path manifest) throws IOException {
    List<Matcher> expected;
    try (Stream<String> lines = Files.lines(manifest)) {
      expected = lines.map(EXPECTED::matcher).filter(Matcher::matches).toList();
    }

    assertThat(expected).isNotEmpty();
    assertThatThrownBy(() -> post(manifest))
        .isInstanceOf(KubernetesClientException.class)
        .satisfies(
            refusal ->
                expected.forEach(
                    each ->
                        assertThat(refusal.getMessage())
                            .contains(each.group("path"), each.group("sentence"))));
  }

  @ParameterizedTest
  @MethodSource("validManifests")
  void theServerAndTheTypesHaveTheSameDefaults(Path manifest) throws IOException {
    AdaptationJob answered = JSON.readValue(post(manifest), AdaptationJob.class);

    assertThat(answered.getSpec()).isEqualTo(AdaptationJobYaml.read(manifest).getSpec());
    assertThat(answered.getSpec().fineTuning().iterations()).isNotNull();
  }

  @Test
  void theWorkspaceCannotBeChangedAndAllElseCan() throws IOException {
    AdaptationJob job = create("kept");

    assertThatThrownBy(() -> edit(job, "claimName: w", "claimName: another"))
        .hasMessageContaining("workspace.persistentVolumeClaim is immutable");

    edit(job, "iterations: 100", "iterations: 200");
    assertThat(client.resource(job).get().getMetadata().getGeneration()).isEqualTo(2);
  }

  @Test
  void aStatusGivenWithTheManifestIsNotKept() throws IOException {
    ObjectMapper yaml = new YAMLMapper();
    ObjectNode manifest =
        (ObjectNode) yaml.readTree(SimulatedCluster.YAML.replace("name: night", "name: claims"));
    manifest.putObject("status").put("phase", "Succeeded");
    client.raw(PATH, "POST", JSON.writeValueAsString(manifest));

    AdaptationJob job =
        client
            .resources(AdaptationJob.class)
            .inNamespace(RealApiServer.NAMESPACE)
            .withName("claims")
            .get();
    assertThat(job.getStatus()).isNull();
  }

  @Test
  void anotherInstallerMayApplyTheSameDefinition() {
    CustomResourceDefinition before = client.resource(server.definition()).get();
    client
        .resource(server.definition())
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager("flux")
                .build());

    assertThat(client.resource(server.definition()).get().getMetadata().getGeneration())
        .isEqualTo(before.getMetadata().getGeneration());
  }

  @Test
  void theDefinitionIsStoredWithoutAWarning() {
    assertThat(client.resource(server.definition()).get().getStatus().getConditions())
        .filteredOn(condition -> "NonStructuralSchema".equals(condition.getType()))
        .noneMatch(condition -> "True".equals(condition.getStatus()));
  }

  @Test
  void kubectlShowsTheColumnsInOrder() throws Exception {
    create("listed");

    JsonNode table = table();

    assertThat(table.path("kind").asText()).isEqualTo("Table");
    assertThat(names(table, 0))
        .containsExactly("Name", "Phase", "Progress", "Ready", "Gate", "Age");
    assertThat(names(table, 1)).containsExactly("Images", "ETA", "Model", "Published", "Message");
  }

  private static List<String> names(JsonNode table, int priority) {
    return StreamSupport.stream(table.path("columnDefinitions").spliterator(), false)
        .filter(column -> column.path("priority").asInt() == priority)
        .map(column -> column.path("name").asText())
        .toList();
  }

  private static JsonNode table() throws IOException, InterruptedException, ExecutionException {
    HttpResponse<String> answer =
        client
            .getHttpClient()
            .sendAsync(
                client
                    .getHttpClient()
                    .newHttpRequestBuilder()
                    .uri(URI.create(client.getMasterUrl().toString()).resolve(PATH))
                    .header("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io")
                    .build(),
                String.class)
            .get();
    assertThat(answer.code()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static AdaptationJob create(String name) throws IOException {
    return client
        .resource(
            AdaptationJobYaml.read(SimulatedCluster.YAML.replace("name: night", "name: " + name)))
        .create();
  }

  private static void edit(AdaptationJob job, String from, String to) throws IOException {
    AdaptationJob edited = AdaptationJobYaml.read(SimulatedCluster.YAML.replace(from, to));
    client
        .resource(job)
        .edit(
            known -> {
              known.setSpec(edited.getSpec());
              return known;
            });
  }

  /** Sent as by {@code kubectl apply}, so that unknown fields are rejected. */
  private static String post(Path manifest) throws IOException {
    JsonNode object = new YAMLMapper().readTree(manifest.toFile());
    return client.raw(
        PATH + "?fieldValidation=Strict&dryRun=All", "POST", JSON.writeValueAsString(object));
  }

  static Stream<Path> validManifests() throws IOException {
    return manifests("valid-");
  }

  /** Except for another kind, which is rejected before the definition is used. */
  static Stream<Path> invalidManifests() throws IOException {
    return manifests("invalid-")
        .filter(manifest -> !manifest.endsWith("invalid-foreign-kind.yaml"));
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
}
