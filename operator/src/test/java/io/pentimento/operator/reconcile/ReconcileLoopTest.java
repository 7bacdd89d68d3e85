// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.operator.observe.Jobs;
import io.pentimento.workflow.status.ConditionTypes;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReconcileLoopTest {
  private static final int ROUNDS = 12;
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

  @Test
  void aJobProgressesFromApplyToServed() {
    play();

    assertThat(cluster.status().phase()).isEqualTo(Phase.SUCCEEDED);
    assertThat(cluster.jobs())
        .extracting(Jobs::stage)
        .containsExactlyInAnyOrder(
            StageName.PREPARE, StageName.GENERATE, StageName.TRAIN, StageName.EVALUATE);
    assertThat(cluster.status().model().active()).isEqualTo(cluster.deployed()).isNotNull();
    assertThat(cluster.status().serving().readyReplicas()).isEqualTo(2);
    assertThat(cluster.status().serving().url())
        .startsWith("http://night-")
        .endsWith(".vision.svc");
  }

  @Test
  void theFirstStatusHasTheObservedGeneration() {
    cluster.reconcile();

    assertThat(cluster.server.writes.get(0)).contains("/adaptationjobs/night/status");
    assertThat(cluster.status().observedGeneration())
        .isEqualTo(cluster.job().getMetadata().getGeneration());
    assertThat(status(ConditionTypes.READY)).isEqualTo("Unknown");
  }

  @Test
  void nothingIsWrittenOnceAllIsDone() {
    play();
    int writes = cluster.server.writes.size();

    cluster.reconcile();
    cluster.restartOperator();
    cluster.reconcile();

    assertThat(cluster.server.writes).hasSize(writes);
    assertThat(writes).isLessThanOrEqualTo(25);
  }

  @Test
  void usualStepsOfAPodCauseNoStatusWrites() {
    cluster.reconcile();
    cluster.reconcile();
    int writes = cluster.server.writes.size();
    cluster.startPods(cluster.jobs().get(0));

    cluster.reconcile();
    assertThat(cluster.server.writes).hasSize(writes);

    cluster.now = cluster.now.plusSeconds(15);
    cluster.reconcile();
    assertThat(cluster.server.writes).hasSize(writes + 1);
    assertThat(cluster.status().stage(StageName.PREPARE).orElseThrow().reason())
        .isEqualTo("Running");
  }

  @Test
  void aDeletedFinishedJobNeverRunsAgain() {
    play();
    cluster.jobs().forEach(job -> cluster.client.resource(job).delete());

    play();

    assertThat(cluster.jobs()).isEmpty();
    assertThat(cluster.status().phase()).isEqualTo(Phase.SUCCEEDED);
  }

  @Test
  void aDeletedRunningJobIsReplacedByOneWithAnotherName() {
    cluster.reconcile();
    cluster.now = cluster.now.plusSeconds(15);
    cluster.reconcile();
    Job first = cluster.job(StageName.PREPARE).orElseThrow();
    cluster.client.resource(first).delete();

    cluster.reconcile();

    Job second = cluster.job(StageName.PREPARE).orElseThrow();
    assertThat(second.getMetadata().getName()).isNotEqualTo(first.getMetadata().getName());
    assertThat(Jobs.attempt(second)).isEqualTo(2);
    assertThat(cluster.status().stage(StageName.PREPARE).orElseThrow().failures()).isNull();
  }

  @Test
  void twentySuspensionsOfEachStageCostNoRetryAndReuseNoName() throws IOException {
    cluster.edit("spec:\n", "spec:\n  backoffLimit: 0\n");
    Set<String> names = new HashSet<>();
    int suspensions = 0;
    while (cluster.deployment().isEmpty()) {
      for (int i = 0; i < 20; i++) {
        cluster.edit("spec:\n", "spec:\n  backoffLimit: 0\n  suspend: false\n");
        cluster.reconcile();
        cluster.reconcile();
        cluster.jobs().stream()
            .filter(job -> !Jobs.isFinished(job))
            .forEach(job -> assertThat(names.add(job.getMetadata().getName())).isTrue());
        cluster.edit("spec:\n", "spec:\n  backoffLimit: 0\n  suspend: true\n");
        cluster.reconcile();
        suspensions++;
      }
      cluster.edit("spec:\n", "spec:\n  backoffLimit: 0\n");
      cluster.reconcile();
      cluster.jobs().stream().filter(job -> !Jobs.isFinished(job)).forEach(cluster::succeed);
      cluster.reconcile();
    }
    play();

    assertThat(suspensions).isEqualTo(80);
    assertThat(cluster.status().phase()).isEqualTo(Phase.SUCCEEDED);
    assertThat(cluster.status().stages()).allMatch(stage -> stage.failures() == null);
  }

  @Test
  void suspendingStopsRunningStagesAndResumingContinuesThem() throws IOException {
    cluster.reconcile();
    cluster.edit("spec:\n", "spec:\n  suspend: true\n");
    cluster.reconcile();
    cluster.reconcile();

    assertThat(cluster.jobs()).isEmpty();
    assertThat(cluster.status().phase()).isEqualTo(Phase.SUSPENDED);

    cluster.edit("unchanged", "");
    play();

    assertThat(cluster.status().phase()).isEqualTo(Phase.SUCCEEDED);
  }

  @Test
  void anEditOfFineTuningRunsAgainFromTrain() throws IOException {
    play();
    String before = cluster.deployed();
    cluster.edit("iterations: 100", "iterations: 200");

    play();

    assertThat(cluster.jobs())
        .extracting(Jobs::stage)
        .containsExactlyInAnyOrder(
            StageName.PREPARE,
            StageName.GENERATE,
            StageName.TRAIN,
            StageName.EVALUATE,
            StageName.TRAIN,
            StageName.EVALUATE);
    assertThat(cluster.deployed()).isNotEqualTo(before);
    assertThat(cluster.status().model().active()).isEqualTo(cluster.deployed());
  }

  @Test
  void aRolloutThatMissesItsDeadlineIsRolledBack() throws IOException {
    play();
    String good = cluster.deployed();
    cluster.edit("iterations: 100", "iterations: 200");
    while (good.equals(cluster.deployed())) {
      cluster.reconcile();
      cluster.jobs().stream().filter(job -> !Jobs.isFinished(job)).forEach(cluster::succeed);
    }

    cluster.missDeadline(cluster.deployment().orElseThrow());
    cluster.reconcile();

    assertThat(cluster.deployed()).isEqualTo(good);
    play();
    assertThat(cluster.status().phase()).isEqualTo(Phase.FAILED);
    assertThat(cluster.status().stage(StageName.SERVE).orElseThrow().reason())
        .isEqualTo("RolloutAborted");
    assertThat(cluster.status().model().active()).isEqualTo(good);
    assertThat(status(ConditionTypes.READY)).isEqualTo("True");
  }

  @Test
  void anotherNumberOfReplicasChangesOnlyTheDeployment() throws IOException {
    play();
    cluster.edit("replicas: 2", "replicas: 3");

    play();

    Deployment deployment = cluster.deployment().orElseThrow();
    assertThat(deployment.getSpec().getReplicas()).isEqualTo(3);
    assertThat(cluster.jobs()).hasSize(4);
  }

  @Test
  void aStageThatKeepsFailingEndsInAConditionAndAnEditGivesItANewBudget() throws IOException {
    cluster.edit("spec:\n", "spec:\n  backoffLimit: 1\n");
    for (int i = 0; i < ROUNDS; i++) {
      cluster.reconcile();
      cluster.jobs().stream()
          .filter(job -> !Jobs.isFinished(job))
          .forEach(job -> cluster.end(job, "Failed"));
      cluster.now = cluster.now.plusSeconds(60);
    }

    assertThat(cluster.jobs()).hasSize(2);
    assertThat(cluster.status().phase()).isEqualTo(Phase.FAILED);
    assertThat(status(ConditionTypes.STALLED)).isEqualTo("True");

    cluster.edit("spec:\n", "spec:\n  backoffLimit: 2\n");
    play();

    assertThat(cluster.status().phase()).isEqualTo(Phase.SUCCEEDED);
  }

  private String status(String condition) {
    return cluster.status().condition(condition).orElseThrow().getStatus();
  }

  private void play() {
    cluster.play();
  }
}
