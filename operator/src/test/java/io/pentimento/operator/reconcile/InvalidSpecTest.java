// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.operator.observe.Jobs;
import io.pentimento.workflow.status.ConditionTypes;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Invalid specs that an API server with an older definition accepts. */
class InvalidSpecTest {
  private static final String SHARDS = "shards: 2";
  private static final String CROSSED = "shards: 2, startTimestep: 100, constraintEndTimestep: 200";
  private SimulatedCluster cluster;

  @BeforeEach
  void start() {
    cluster = new SimulatedCluster();
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void anInvalidEditDuringARunLetsTheLastValidSpecFinish() throws IOException {
    cluster.apply();
    cluster.reconcile();
    cluster.controllersWork();
    cluster.reconcile();
    String generate = name(StageName.GENERATE);
    cluster.edit(SHARDS, CROSSED);
    cluster.reconcile();

    assertThat(name(StageName.GENERATE)).isEqualTo(generate);
    assertThat(stalled().getStatus()).isEqualTo("True");
    assertThat(stalled().getReason()).isEqualTo("InvalidSpec");
    assertThat(stalled().getMessage())
        .contains("the last valid one stays in force", "constraintEndTimestep (L) must not exceed");
    assertThat(cluster.status().observedGeneration())
        .isEqualTo(cluster.job().getMetadata().getGeneration());

    cluster.restartOperator();
    cluster.play();

    assertThat(cluster.status().phase()).isEqualTo(Phase.SUCCEEDED);
    assertThat(cluster.deployed()).isEqualTo(cluster.status().model().active()).isNotNull();
    assertThat(stalled().getReason()).isEqualTo("InvalidSpec");
    assertThat(cluster.jobs()).hasSize(4);
  }

  @Test
  void anInvalidEditOfAServedJobChangesNothing() throws IOException {
    cluster.apply();
    cluster.play();
    String before = cluster.deployed();
    cluster.edit(SHARDS, CROSSED);

    cluster.play();
    int writes = cluster.server.writes.size();
    cluster.play();

    assertThat(stalled().getStatus()).isEqualTo("True");
    assertThat(cluster.deployed()).isEqualTo(before);
    assertThat(cluster.server.writes).hasSize(writes);
    assertThat(cluster.status().condition(ConditionTypes.READY).orElseThrow().getStatus())
        .isEqualTo("True");
  }

  @Test
  void anInvalidEditGivesAFailedStageNoNewBudget() throws IOException {
    cluster.apply();
    cluster.edit("spec:\n", "spec:\n  backoffLimit: 0\n");
    cluster.reconcile();
    cluster.end(cluster.jobs().get(0), "Failed");
    cluster.reconcile();
    cluster.edit(SHARDS, CROSSED);

    cluster.play();

    assertThat(cluster.status().phase()).isEqualTo(Phase.FAILED);
    assertThat(cluster.jobs()).hasSize(1).allMatch(Jobs::isFailed);
  }

  @Test
  void aCorrectedSpecIsFollowed() throws IOException {
    cluster.apply();
    cluster.reconcile();
    cluster.edit(SHARDS, CROSSED);
    cluster.reconcile();
    cluster.edit("iterations: 100", "iterations: 200");

    cluster.play();

    assertThat(stalled().getStatus()).isEqualTo("False");
    assertThat(cluster.status().phase()).isEqualTo(Phase.SUCCEEDED);
  }

  @Test
  void aSpecThatNeverWasValidRunsNothingUntilItIs() throws IOException {
    cluster.apply("pvc://models/r.pth", "models/r.pth");
    cluster.play();

    assertThat(cluster.jobs()).isEmpty();
    assertThat(stalled().getMessage())
        .contains("no work starts until it is fixed", "spec.restorer.source.uri")
        .contains("use pvc://CLAIM/PATH");

    cluster.edit("", "");
    cluster.play();

    assertThat(cluster.status().phase()).isEqualTo(Phase.SUCCEEDED);
  }

  private Condition stalled() {
    return cluster.status().condition(ConditionTypes.STALLED).orElseThrow();
  }

  private String name(StageName stage) {
    return cluster.job(stage).orElseThrow().getMetadata().getName();
  }
}
