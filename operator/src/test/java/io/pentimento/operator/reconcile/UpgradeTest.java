// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.operator.observe.Jobs;
import io.pentimento.operator.workload.Labels;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An operator of another version continues with objects that its predecessor created. */
class UpgradeTest {
  private SimulatedCluster cluster;

  @BeforeEach
  void applyTheJob() throws IOException {
    cluster = new SimulatedCluster();
    cluster.apply();
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"PUBLISH", "SERVE"})
  void aStageThatWasStartedBeforeIsFinishedAndNotRepeated(StageName stage) {
    playUntil(stage);
    List<String> before = uids();
    cluster.jobs().forEach(this::reshape);
    cluster.restartOperator();

    cluster.play();

    assertThat(cluster.status().phase()).isEqualTo(Phase.SUCCEEDED);
    assertThat(cluster.jobs()).hasSize(4).allMatch(job -> Jobs.attempt(job) == 1);
    assertThat(uids()).containsAll(before);
  }

  @Test
  void serversAreBroughtUpToDateAndServeTheSameModel() {
    cluster.play();
    String model = cluster.deployed();
    List<String> before = uids();
    reshape(cluster.deployment().orElseThrow());
    cluster.restartOperator();

    cluster.play();

    Deployment now = cluster.deployment().orElseThrow();
    assertThat(now.getSpec().getTemplate().getSpec().getContainers().get(0).getImage())
        .isNotEqualTo("pentimento/server:former");
    assertThat(cluster.deployed()).isEqualTo(model);
    assertThat(cluster.status().model().active()).isEqualTo(model);
    assertThat(cluster.status().phase()).isEqualTo(Phase.SUCCEEDED);
    assertThat(uids()).isEqualTo(before);
  }

  /** An older definition drops the fields of the status that it does not contain. */
  @Test
  void aStatusPrunedByAnOlderDefinitionIsCompletedWithoutRerunningStages() {
    cluster.play();
    List<String> before = uids();
    AdaptationJobStatus whole = cluster.status();
    storeStatus(cut(whole));
    cluster.restartOperator();

    cluster.play();

    assertThat(cluster.status().phase()).isEqualTo(Phase.SUCCEEDED);
    assertThat(cluster.status().model()).isEqualTo(whole.model());
    assertThat(uids()).isEqualTo(before);
  }

  /** A definition that drops fields at every write does not cause endless writes. */
  @Test
  void aStatusThatIsPrunedRepeatedlyDoesNotStopAJob() {
    for (int i = 0; i < 14; i++) {
      cluster.reconcile();
      storeStatus(cut(cluster.status()));
      cluster.controllersWork();
    }

    assertThat(cluster.status().phase()).isEqualTo(Phase.SUCCEEDED);
    assertThat(cluster.jobs()).hasSize(4).allMatch(job -> Jobs.attempt(job) == 1);
  }

  private void playUntil(StageName stage) {
    cluster.reconcile();
    while (cluster.job(stage).isEmpty()) {
      cluster.controllersWork();
      cluster.reconcile();
    }
  }

  private List<String> uids() {
    return cluster.jobs().stream().map(job -> job.getMetadata().getUid()).sorted().toList();
  }

  /** A Job whose document is in a ConfigMap of the same name. */
  private void reshape(Job job) {
    String name = job.getMetadata().getName();
    String document =
        job.getSpec().getTemplate().getMetadata().getAnnotations().get(Labels.DOCUMENT);
    cluster
        .client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(job.getMetadata().getNamespace())
                .withLabels(job.getMetadata().getLabels())
                .withOwnerReferences(job.getMetadata().getOwnerReferences())
                .endMetadata()
                .withData(Map.of(SimulatedControllers.FORMER_DOCUMENT, document))
                .build())
        .create();
    cluster
        .client
        .resource(job)
        .edit(
            known ->
                new JobBuilder(known)
                    .editSpec()
                    .editTemplate()
                    .editMetadata()
                    .withAnnotations(Map.of())
                    .endMetadata()
                    .editSpec()
                    .editMatchingVolume(volume -> "stage".equals(volume.getName()))
                    .withDownwardAPI(null)
                    .withNewConfigMap()
                    .withName(name)
                    .endConfigMap()
                    .endVolume()
                    .endSpec()
                    .endTemplate()
                    .endSpec()
                    .build());
  }

  /** A Deployment with another image and another digest of the applied manifest. */
  private void reshape(Deployment deployment) {
    cluster
        .client
        .resource(deployment)
        .edit(
            known ->
                new DeploymentBuilder(known)
                    .editMetadata()
                    .addToAnnotations(Labels.APPLIED, "former")
                    .endMetadata()
                    .editSpec()
                    .editTemplate()
                    .editSpec()
                    .editFirstContainer()
                    .withImage("pentimento/server:former")
                    .endContainer()
                    .endSpec()
                    .endTemplate()
                    .endSpec()
                    .build());
  }

  private static AdaptationJobStatus cut(AdaptationJobStatus status) {
    return new AdaptationJobStatus(
        status.observedGeneration(),
        status.conditions(),
        status.phase(),
        null,
        status.sources(),
        status.stages().stream().map(UpgradeTest::cut).toList(),
        status.gate(),
        status.model(),
        null,
        null,
        null,
        null);
  }

  private static StageStatus cut(StageStatus stage) {
    return new StageStatus(
        stage.name(),
        stage.cacheKey(),
        stage.workloadName(),
        stage.attempt(),
        stage.failures(),
        null,
        null,
        null,
        stage.state(),
        stage.reason(),
        stage.message(),
        null,
        null);
  }

  private void storeStatus(AdaptationJobStatus status) {
    cluster
        .client
        .resource(cluster.job())
        .editStatus(
            known -> {
              known.setStatus(status);
              return known;
            });
  }
}
