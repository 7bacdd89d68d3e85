// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.core.image.folder.ImageFiles;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * On a real cluster that has the images: the chart from install to uninstall, and in between the
 * first job of docs/installation.md.
 */
@EnabledIfEnvironmentVariable(
    named = RealClusterTest.KUBECONFIG,
    matches = ".+",
    disabledReason = "set the kubeconfig of a cluster on which the chart may be installed")
class RealClusterTest {
  static final String KUBECONFIG = "PENTIMENTO_CLUSTER_KUBECONFIG";
  private static final String WORKSPACE = "pentimento-quickstart";
  private static final Duration A_WHILE = Duration.ofMinutes(3);
  private HelmRelease release;
  private KubernetesClient client;
  private Quickstart quickstart;

  @BeforeEach
  void install() {
    Path kubeconfig = Path.of(System.getenv(KUBECONFIG));
    client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
            .build();
    release = new HelmRelease(kubeconfig);
    release.install();
    quickstart = Quickstart.in(client, WORKSPACE);
  }

  @AfterEach
  void uninstall() {
    if (quickstart != null) {
      quickstart.close();
    }
    release.close();
    client.close();
  }

  @Test
  void theFirstJobIsServedDespiteAnUpgradeOfTheOperator() throws Exception {
    quickstart.bringData();
    quickstart.apply();
    quickstart.awaitStatus(
        "the training", status -> status.stage(StageName.TRAIN).isPresent() && trains());

    release.upgrade("operator.resources.requests.cpu", "150m");
    AdaptationJobStatus status = quickstart.awaitComplete();

    assertThat(status.gate().decision()).isEqualTo(GateDecision.PASSED);
    assertThat(status.stages()).allMatch(stage -> stage.attempt() <= 1);
    assertThat(quickstart.pods("train")).hasSize(1);
    HttpResponse<byte[]> answer = quickstart.restore(Quickstart.DATA.resolve("degraded/00001.png"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(ImageFiles.decode(answer.body(), "the answer").shape())
        .containsExactly(1, 3, 64, 64);

    quickstart.job().delete();
    await("the end of all children").atMost(A_WHILE).until(() -> !quickstart.hasChildren());
    release.close();
    assertThat(client.apiextensions().v1().customResourceDefinitions().list().getItems())
        .anyMatch(kept -> kept.getSpec().getNames().getKind().equals("AdaptationJob"));
  }

  private boolean trains() {
    return quickstart.pods("train").stream()
        .anyMatch(pod -> "Running".equals(pod.getStatus().getPhase()));
  }
}
