// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.operator.workload.Labels;
import io.pentimento.workflow.status.ConditionTypes;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Failed rollouts, and servers that fail after a successful one. */
class RolloutTest {
  private static final String BAD_IMAGE =
      "serving: {replicas: 2, podTemplate: {spec: {containers: [{name: server, image: typo}]}}}";
  private static final Duration DEADLINE = Duration.ofSeconds(600);
  private SimulatedCluster cluster;
  private Deployment good;

  @BeforeEach
  void serve() throws IOException {
    cluster = new SimulatedCluster();
    cluster.apply();
    cluster.play();
    good = deployment();
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void failingSettingsAreRolledBackToTheServingOnes() throws IOException {
    cluster.edit("serving: {replicas: 2}", BAD_IMAGE);
    cluster.reconcile();
    assertThat(server().getImage()).isEqualTo("typo");
    assertThat(status(ConditionTypes.COMPLETE)).isEqualTo("False");
    assertThat(status(ConditionTypes.READY)).isEqualTo("True");

    cluster.missDeadline(deployment());
    cluster.reconcile();

    assertThat(reason()).isEqualTo("RolloutAborted");
    assertThatItWentBack();
    assertThatNothingElseIsWritten();
  }

  @Test
  void aRollbackRestoresImageAndModelPath() throws IOException {
    cluster.edit(
        "fineTuning: {iterations: 100}\n"
            + "  evaluation: {gates: [{metric: NIQE, minImprovement: 0.02}]}\n"
            + "  serving: {replicas: 2}",
        "fineTuning: {iterations: 200}\n"
            + "  evaluation: {gates: [{metric: NIQE, minImprovement: 0.02}]}\n  "
            + BAD_IMAGE);
    playUntilAnotherModelIsDeployed();
    assertThat(server().getImage()).isEqualTo("typo");

    cluster.missDeadline(deployment());
    cluster.reconcile();

    assertThat(reason()).isEqualTo("RolloutAborted");
    assertThatItWentBack();
    assertThatNothingElseIsWritten();
    assertThat(cluster.status().model().active()).isEqualTo(Labels.annotation(good, Labels.MODEL));
  }

  /** The progress deadline of the Deployment is reset by each pod that becomes ready. */
  @Test
  void aNodeThatIsNotReadyForAWhileDoesNotRestartTheDeadline() throws IOException {
    cluster.edit("serving: {replicas: 2}", BAD_IMAGE);
    cluster.reconcile();
    cluster.reconcile();
    loseAServer();
    cluster.now = cluster.now.plus(DEADLINE.dividedBy(2));
    cluster.reconcile();
    assertThat(reason()).isNotEqualTo("RolloutAborted");
    cluster.now = cluster.now.plus(DEADLINE.dividedBy(2));
    cluster.reconcile();

    assertThat(reason()).isEqualTo("RolloutAborted");
    assertThatItWentBack();
  }

  @Test
  void anEditAfterAFailedRolloutIsTriedAgain() throws IOException {
    cluster.edit("serving: {replicas: 2}", BAD_IMAGE);
    cluster.reconcile();
    cluster.missDeadline(deployment());
    cluster.reconcile();
    cluster.edit("serving: {replicas: 2}", BAD_IMAGE.replace("typo", "right"));
    cluster.now = cluster.now.plusSeconds(15);
    cluster.play();

    assertThat(server().getImage()).isEqualTo("right");
    assertThat(cluster.status().phase()).isEqualTo(Phase.SUCCEEDED);
  }

  @Test
  void anEditThatConcernsNoServersLeavesTheDeploymentAndTheConditionAlone() throws IOException {
    String before = completed();
    cluster.now = cluster.now.plus(Duration.ofHours(1));

    cluster.edit(
        "serving: {replicas: 2}", "serving: {replicas: 2}\n  activeDeadlineSeconds: 86400");
    cluster.reconcile();

    assertThat(deployment().getMetadata().getResourceVersion())
        .isEqualTo(good.getMetadata().getResourceVersion());
    assertThat(completed()).isEqualTo(before);
    assertThat(cluster.status().observedGeneration()).isEqualTo(2);
  }

  @Test
  void aFinishedJobStaysCompleteWhenItsServersFail() {
    String completed = completed();
    cluster.now = cluster.now.plus(DEADLINE.multipliedBy(2));
    loseAServer();
    cluster.reconcile();

    assertThat(completed()).isEqualTo(completed);
    assertThat(cluster.status().phase()).isEqualTo(Phase.SUCCEEDED);
    assertThat(status(ConditionTypes.READY)).isEqualTo("True");
    assertThat(cluster.status().serving().readyReplicas()).isOne();
    assertThat(cluster.status().serving().message())
        .isEqualTo("FailedCreate: pods of the server is forbidden: exceeded quota: q");
    assertThat(cluster.status().condition(ConditionTypes.SERVING).orElseThrow().getMessage())
        .contains("1 of 2 servers", "exceeded quota: q");

    cluster.getReady(deployment());
    cluster.reconcile();
    assertThat(cluster.status().serving().message()).isNull();
    assertThat(completed()).isEqualTo(completed);
  }

  private void playUntilAnotherModelIsDeployed() {
    String before = cluster.deployed();
    while (before.equals(cluster.deployed())) {
      cluster.reconcile();
      cluster
          .jobs()
          .forEach(
              job -> {
                if (!io.pentimento.operator.observe.Jobs.isFinished(job)) {
                  cluster.succeed(job);
                }
              });
    }
  }

  /** A quota prevents its replacement. */
  private void loseAServer() {
    cluster
        .client
        .resource(deployment())
        .editStatus(
            known ->
                new DeploymentBuilder(known)
                    .withNewStatus()
                    .withObservedGeneration(known.getMetadata().getGeneration())
                    .withReplicas(2)
                    .withUpdatedReplicas(1)
                    .withReadyReplicas(1)
                    .withAvailableReplicas(1)
                    .addNewCondition()
                    .withType("ReplicaFailure")
                    .withStatus("True")
                    .withReason("FailedCreate")
                    .withMessage("pods \"night-4f5-x2\" is forbidden: exceeded quota: q")
                    .endCondition()
                    .endStatus()
                    .build());
  }

  private void assertThatItWentBack() {
    assertThat(deployment().getSpec().getTemplate()).isEqualTo(good.getSpec().getTemplate());
    assertThat(cluster.deployed()).isEqualTo(Labels.annotation(good, Labels.MODEL));
    assertThat(Labels.annotation(deployment(), Labels.TRAIN_KEY))
        .isEqualTo(Labels.annotation(good, Labels.TRAIN_KEY));
  }

  private void assertThatNothingElseIsWritten() {
    cluster.getReady(deployment());
    cluster.reconcile();
    int writes = cluster.server.writes.size();
    for (int i = 0; i < 5; i++) {
      cluster.now = cluster.now.plusSeconds(60);
      cluster.reconcile();
    }
    assertThat(cluster.server.writes).hasSize(writes);
    assertThat(status(ConditionTypes.READY)).isEqualTo("True");
    assertThatItWentBack();
  }

  private String reason() {
    return cluster.status().stage(StageName.SERVE).orElseThrow().reason();
  }

  private String status(String type) {
    return cluster.status().condition(type).orElseThrow().getStatus();
  }

  private String completed() {
    return cluster
        .status()
        .condition(ConditionTypes.COMPLETE)
        .filter(condition -> "True".equals(condition.getStatus()))
        .orElseThrow()
        .getLastTransitionTime();
  }

  private Deployment deployment() {
    return cluster.deployment().orElseThrow();
  }

  private Container server() {
    return deployment().getSpec().getTemplate().getSpec().getContainers().get(0);
  }
}
