// SPDX-License-Identifier: Apache-2.0
package io.pentimento.charts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pentimento.operator.OperatorConfig;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest {
  private static final String EVERYTHING = "src/test/resources/values/everything.yaml";

  @Test
  void itPassesHelmsLint() {
    assertThat(Chart.lint().isFailed()).as("%s", Chart.lint().getMessages()).isFalse();
  }

  @Test
  void theDefaultsInstallOnlyTheDefinitionTheOperatorAndItsRights() throws IOException {
    assertThat(Chart.withDefaults())
        .extracting(each -> each.path("kind").asText())
        .containsExactlyInAnyOrder(
            "CustomResourceDefinition",
            "CustomResourceDefinition",
            "ServiceAccount",
            "ClusterRole",
            "ClusterRole",
            "ClusterRole",
            "ClusterRoleBinding",
            "Role",
            "RoleBinding",
            "Service",
            "Deployment");
  }

  @Test
  void withEverythingSwitchedOnItRendersEveryTemplate() throws IOException {
    assertThat(everything())
        .extracting(each -> each.path("kind").asText())
        .contains(
            "ServiceMonitor",
            "PrometheusRule",
            "NetworkPolicy",
            "PodDisruptionBudget",
            "ConfigMap");
  }

  @Test
  void everyNamespacedObjectHasItsNamespace() throws IOException {
    assertThat(everything())
        .filteredOn(each -> !each.path("kind").asText().matches("Cluster.*|Custom.*"))
        .allSatisfy(each -> assertThat(each.at("/metadata/namespace").asText()).isNotEmpty());
  }

  @Test
  void everyValueIsUsedByATemplate() throws IOException {
    String templates = templates();
    assertThat(Chart.YAML.readTree(Chart.FOLDER.resolve("values.yaml").toFile()).fieldNames())
        .toIterable()
        .allSatisfy(name -> assertThat(templates).contains(".Values." + name));
  }

  @Test
  void everySettingOfTheOperatorIsGivenByTheChart() throws IOException {
    List<String> settings =
        Arrays.stream(OperatorConfig.class.getMethods()).map(ChartTest::variable).toList();

    assertThat(settings)
        .isNotEmpty()
        .allSatisfy(name -> assertThat(Chart.environment(Chart.withDefaults(), name)).isPresent());
    assertThat(
            Chart.only(Chart.withDefaults(), "Deployment")
                .at("/spec/template/spec/containers/0/env"))
        .extracting(each -> each.path("name").asText())
        .filteredOn(name -> name.startsWith("PENTIMENTO_"))
        .isSubsetOf(settings);
  }

  @Test
  void theOperatorsPodMeetsTheRestrictedStandard() throws IOException {
    JsonNode pod = Chart.only(Chart.withDefaults(), "Deployment").at("/spec/template/spec");
    JsonNode container = pod.at("/containers/0/securityContext");

    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
    assertThat(container.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(container.path("readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(container.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
  }

  @Test
  void aNullUserIsLeftToThePlatform() throws IOException {
    List<JsonNode> objects = Chart.with("{runAsUser: null, fsGroup: null}");

    assertThat(
            Chart.only(objects, "Deployment")
                .at("/spec/template/spec/securityContext")
                .has("runAsUser"))
        .isFalse();
    assertThat(Chart.environment(objects, "PENTIMENTO_RUN_AS_USER")).contains("");
  }

  @Test
  void pullSecretsReachTheOperatorsPodAndThePodsOfJobs() throws IOException {
    List<JsonNode> objects = Chart.with("imagePullSecrets: [{name: registry}, {name: mirror}]");

    assertThat(Chart.only(objects, "Deployment").at("/spec/template/spec/imagePullSecrets"))
        .extracting(each -> each.path("name").asText())
        .containsExactly("registry", "mirror");
    assertThat(Chart.environment(objects, "PENTIMENTO_IMAGE_PULL_SECRETS"))
        .contains("registry,mirror");
  }

  @Test
  void withoutATagTheOperatorUsesTheImagesOfItsVersion() throws IOException {
    assertThat(Chart.environment(Chart.withDefaults(), "PENTIMENTO_WORKER_IMAGE"))
        .map(image -> image.replaceAll(":.*", ""))
        .contains(image("workerImage"));
    assertThat(Chart.environment(Chart.withDefaults(), "PENTIMENTO_SERVER_IMAGE"))
        .map(image -> image.replaceAll(":.*", ""))
        .contains(image("serverImage"));
  }

  private static String image(String setting) {
    try {
      return OperatorConfig.class
          .getMethod(setting)
          .getAnnotation(WithDefault.class)
          .value()
          .replaceAll(":.*", "");
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aDigestTakesPrecedenceOverATag() throws IOException {
    String digest = "sha256:" + "0".repeat(64);
    List<JsonNode> objects =
        Chart.with(
            "worker: {image: {repository: r/worker, tag: v1, digest: '%s'}}".formatted(digest));

    assertThat(Chart.environment(objects, "PENTIMENTO_WORKER_IMAGE"))
        .contains("r/worker@" + digest);
  }

  @Test
  void theDefinitionIsKeptOnUninstallByDefault() throws IOException {
    assertThat(policies("")).containsExactly("keep", "keep");
    assertThat(policies("crds: {keep: false}")).containsExactly("", "");
    assertThat(Chart.ofKind(Chart.with("crds: {enabled: false}"), "CustomResourceDefinition"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"adaptationjobs", "restorationservices"})
  void theDefinitionIsThatOfTheApi(String kind) throws IOException {
    Path api = Path.of("../crds/%s.pentimento.io-v1.yml".formatted(kind));
    Path copy = Chart.FOLDER.resolve("files").resolve(api.getFileName());
    Drift.check(copy, Files.readString(api));

    JsonNode rendered =
        definitions("").stream()
            .filter(each -> each.at("/spec/names/plural").asText().equals(kind))
            .findFirst()
            .orElseThrow();
    assertThat(rendered.path("spec")).isEqualTo(Chart.YAML.readTree(api.toFile()).path("spec"));
  }

  private static List<JsonNode> definitions(String values) throws IOException {
    return Chart.ofKind(Chart.with(values), "CustomResourceDefinition");
  }

  private static List<String> policies(String values) throws IOException {
    return definitions(values).stream()
        .map(each -> each.at("/metadata/annotations").path("helm.sh/resource-policy").asText())
        .toList();
  }

  private static List<JsonNode> everything() throws IOException {
    return Chart.with(Files.readString(Path.of(EVERYTHING)));
  }

  private static String variable(Method setting) {
    return "PENTIMENTO_" + setting.getName().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
  }

  private static String templates() throws IOException {
    StringBuilder all = new StringBuilder();
    try (var files = Files.list(Chart.FOLDER.resolve("templates"))) {
      for (Path file : files.toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }
}
