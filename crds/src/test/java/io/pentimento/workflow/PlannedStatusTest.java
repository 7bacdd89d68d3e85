// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.ModelStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.workflow.observation.Observation;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The parts of the status that the planner writes besides conditions: models and stage entries. */
class PlannedStatusTest {

  @Test
  void thereIsNoModelBeforeTrainIsDone() throws IOException {
    assertThat(simulated(0.1, StageName.TRAIN).job.getStatus().model()).isNull();
  }

  @Test
  void theCandidateIsNamedUntilItServes() throws IOException {
    PlannerSimulation cluster = simulated(0.1, StageName.EVALUATE);
    ModelStatus model = cluster.job.getStatus().model();
    assertThat(model.active()).isNull();
    assertThat(model.candidate()).startsWith("sha256:");

    cluster.runToTheEnd();

    assertThat(cluster.job.getStatus().model())
        .isEqualTo(new ModelStatus(model.candidate(), null, null));
  }

  @Test
  void aRejectedCandidateIsNoLongerNamed() throws IOException {
    PlannerSimulation cluster = new PlannerSimulation(PlannerSimulation.job(), true);
    cluster.improvement = -0.1;

    cluster.runToTheEnd();

    assertThat(cluster.job.getStatus().model()).isNull();
  }

  @Test
  void aJobWithoutServersHasACandidateAndNoActiveModel() throws IOException {
    PlannerSimulation cluster =
        new PlannerSimulation(PlannerSimulation.job("replicas: 1", "replicas: 0"), true);

    cluster.runToTheEnd();

    ModelStatus model = cluster.job.getStatus().model();
    assertThat(model.active()).isNull();
    assertThat(model.candidate()).startsWith("sha256:");
    assertThat(cluster.job.getStatus().serving()).isNull();
  }

  @Test
  void anEditThatChangesAKeyBeginsANewEntry() throws IOException {
    PlannerSimulation cluster = simulated(0.1, StageName.GENERATE);
    StageStatus before = generate(cluster.job.getStatus());
    cluster.edit("seed: 7");

    cluster.step();

    StageStatus after = generate(cluster.job.getStatus());
    assertThat(after.cacheKey()).isNotEqualTo(before.cacheKey());
    assertThat(after.startTime()).isGreaterThan(before.startTime());
    assertThat(after.attempt()).isEqualTo(1);
  }

  @Test
  void anEditThatKeepsTheKeyKeepsTheEntry() throws IOException {
    PlannerSimulation cluster = simulated(0.1, StageName.GENERATE);
    StageStatus before = generate(cluster.job.getStatus());
    cluster.edit("batchSize: 3");

    cluster.step();

    assertThat(generate(cluster.job.getStatus()).startTime()).isEqualTo(before.startTime());
    assertThat(cluster.job.getStatus().observedGeneration()).isEqualTo(2);
  }

  @Test
  void theFirstStatusHasAnEntryForEachStage() throws IOException {
    AdaptationJobStatus status =
        WorkflowPlanner.decide(
                PlannerSimulation.job(), Observation.empty(), PlannerSimulation.START)
            .status();

    assertThat(status.stages())
        .extracting(StageStatus::name)
        .as("publish only if the spec asks for it")
        .containsExactly(
            StageName.PREPARE,
            StageName.GENERATE,
            StageName.TRAIN,
            StageName.EVALUATE,
            StageName.SERVE);
    assertThat(status.stages())
        .extracting(StageStatus::state)
        .containsExactly(
            StageState.RUNNING,
            StageState.WAITING,
            StageState.WAITING,
            StageState.WAITING,
            StageState.WAITING);
  }

  private static StageStatus generate(AdaptationJobStatus status) {
    return status.stage(StageName.GENERATE).orElseThrow();
  }

  /** A job in which this stage runs. */
  private static PlannerSimulation simulated(double improvement, StageName stage)
      throws IOException {
    PlannerSimulation cluster = new PlannerSimulation(PlannerSimulation.job(), true);
    cluster.improvement = improvement;
    cluster.step();
    cluster.runUntil(stage);
    return cluster;
  }
}
