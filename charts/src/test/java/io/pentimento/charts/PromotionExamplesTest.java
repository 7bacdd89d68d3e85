// SPDX-License-Identifier: Apache-2.0
package io.pentimento.charts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pentimento.validation.RestorationServiceValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The manifests of docs/promotion.md refer to each other correctly. */
class PromotionExamplesTest {
  private static final Path FOLDER = Path.of("../examples/promotion");
  private static final String PINNED =
      "oci://registry\\.example/vision/night-cctv@sha256:[0-9a-f]{64}";

  private static List<JsonNode> read(String file) throws IOException {
    return Chart.parse(Files.readString(FOLDER.resolve(file)));
  }

  private static JsonNode one(String file, String kind) throws IOException {
    List<JsonNode> found = Chart.ofKind(read(file), kind);
    assertThat(found).as(file + " " + kind).hasSize(1);
    return found.get(0);
  }

  private static final String SERVICE = "production/service.yaml";
  private static final String SERVER = "without-operator/server.yaml";

  private static JsonNode service() throws IOException {
    return one(SERVICE, "RestorationService");
  }

  private static JsonNode deployment() throws IOException {
    return one(SERVER, "Deployment");
  }

  @Test
  void theKustomizationNamesAllManifests() throws IOException {
    JsonNode resources = read("production/kustomization.yaml").get(0).path("resources");

    assertThat(resources)
        .map(JsonNode::asText)
        .allSatisfy(name -> assertThat(FOLDER.resolve("production").resolve(name)).exists());
  }

  @Test
  void productionIsPinnedByDigestAndValid() throws IOException {
    assertThat(service().at("/spec/model/uri").asText()).matches(PINNED);
    assertThat(new RestorationServiceValidator().faults(Chart.YAML.writeValueAsString(service())))
        .isEmpty();
  }

  @Test
  void productionTrustsTheKeysOfItsConfigMap() throws IOException {
    assertThat(service().at("/spec/verification/publicKeys/configMapRef/name"))
        .isEqualTo(one("production/keys.yaml", "ConfigMap").at("/metadata/name"));
    assertThat(service().at("/spec/verification/gate").asText()).isEqualTo("Passed");
  }

  @Test
  void aServerWithoutTheOperatorIsPinnedByDigest() throws IOException {
    JsonNode init = deployment().at("/spec/template/spec/initContainers/0");

    assertThat(init.at("/env/0/name").asText()).isEqualTo("MODEL");
    assertThat(init.at("/env/0/value").asText()).matches(PINNED);
    assertThat(init.at("/args/0").asText()).isEqualTo("$(MODEL)");
  }

  @Test
  void everyVolumeThatIsMountedExists() throws IOException {
    JsonNode pod = deployment().at("/spec/template/spec");
    List<String> volumes = pod.path("volumes").findValuesAsText("name");

    for (String containers : List.of("initContainers", "containers")) {
      for (JsonNode container : pod.path(containers)) {
        assertThat(container.path("volumeMounts"))
            .allSatisfy(mount -> assertThat(volumes).contains(mount.path("name").asText()));
      }
    }
  }

  @Test
  void podsMeetTheRestrictedStandard() throws IOException {
    JsonNode pod = deployment().at("/spec/template/spec");

    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
    for (String containers : List.of("initContainers", "containers")) {
      assertThat(pod.path(containers))
          .allSatisfy(
              container -> {
                JsonNode context = container.path("securityContext");
                assertThat(context.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
                assertThat(context.path("readOnlyRootFilesystem").asBoolean()).isTrue();
                assertThat(context.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
              });
    }
  }

  @Test
  void theServiceSelectsThePods() throws IOException {
    JsonNode labels = deployment().at("/spec/template/metadata/labels");

    assertThat(one(SERVER, "Service").at("/spec/selector")).isEqualTo(labels);
    assertThat(deployment().at("/spec/selector/matchLabels")).isEqualTo(labels);
  }

  /** A promotion that writes to another field would change nothing, without an error. */
  @Test
  void kargoWritesTheAddressThatProductionReads() throws IOException {
    JsonNode update =
        one("kargo/promotion.yaml", "Stage").at("/spec/promotionTemplate/spec/steps/1/config");

    assertThat(update.path("path").asText()).endsWith(SERVICE);
    JsonNode written = update.at("/updates/0");
    String pointer = "/" + written.path("key").asText().replace('.', '/');
    assertThat(service().at(pointer).asText()).matches(PINNED);
    assertThat(written.path("value").asText()).startsWith("oci://").contains("Digest");
  }

  @Test
  void kargoFollowsTheRepositoryThatProductionServes() throws IOException {
    JsonNode subscription =
        one("kargo/promotion.yaml", "Warehouse").at("/spec/subscriptions/0/image");

    assertThat(subscription.path("imageSelectionStrategy").asText()).isEqualTo("Digest");
    assertThat("oci://" + subscription.path("repoURL").asText())
        .isEqualTo("oci://registry.example/vision/night-cctv");
  }

  @Test
  void argoCdAndFluxApplyTheFolderThatIsPromoted() throws IOException {
    assertThat(one("argocd/production.yaml", "Application").at("/spec/source/path").asText())
        .isEqualTo("production");
    assertThat(one("flux/production.yaml", "Kustomization").at("/spec/path").asText())
        .isEqualTo("./production");
    assertThat(
            one("kargo/promotion.yaml", "Stage")
                .at("/spec/promotionTemplate/spec/steps/4/config/apps/0/name")
                .asText())
        .isEqualTo(one("argocd/production.yaml", "Application").at("/metadata/name").asText());
  }
}
