// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.api.v1alpha1.status.PlanAction;
import io.pentimento.api.v1alpha1.status.PlanStatus;
import io.pentimento.api.v1alpha1.status.PlannedStage;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.workflow.plan.StatusPlan;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A job whose annotation asks for a plan. */
class DryRunTest {
  private PlannerSimulation cluster;

  @BeforeEach
  void create() throws IOException {
    cluster = new PlannerSimulation(PlannerSimulation.job(), false);
  }

  private void ask(boolean dry) {
    cluster
        .job
        .getMetadata()
        .setAnnotations(dry ? Map.of("pentimento.io/dry-run", "true") : Map.of());
  }

  @Test
  void aNewJobStartsNothingUntilTheAnnotationIsRemoved() {
    ask(true);

    assertThat(cluster.step().actions()).isEmpty();
    assertThat(cluster.job.getStatus().phase()).isEqualTo(Phase.SUSPENDED);
    assertThat(cluster.job.getStatus().condition("Suspended").orElseThrow().getReason())
        .isEqualTo("DryRun");

    ask(false);
    cluster.runToTheEnd();

    assertThat(cluster.job.getStatus().phase()).isEqualTo(Phase.SUCCEEDED);
    assertThat(cluster.started).containsExactly("prepare 1", "generate 1", "train 1", "evaluate 1");
  }

  @Test
  void anEditOfAServedJobChangesNothingUntilTheAnnotationIsRemoved() throws IOException {
    cluster.runToTheEnd();
    String served = cluster.job.getStatus().model().active();
    ask(true);
    cluster.edit("startTimestep: 500");

    assertThat(cluster.step().actions()).isEmpty();
    assertThat(cluster.step().actions()).isEmpty();
    assertThat(cluster.job.getStatus().model().active()).isEqualTo(served);
    assertThat(cluster.job.getStatus().observedGeneration())
        .as("the edit is not followed yet")
        .isEqualTo(1);

    ask(false);
    cluster.runToTheEnd();

    assertThat(cluster.job.getStatus().model().active()).isNotEqualTo(served);
  }

  @Test
  void theServersOfANewModelDoNotStart() {
    for (int i = 0;
        cluster.job.getStatus() == null || cluster.job.getStatus().gate() == null;
        i++) {
      assertThat(i).as("steps without a gate").isLessThan(PlannerSimulation.MOST_STEPS);
      cluster.activeRuns().forEach(cluster::succeed);
      Decision decision = cluster.decide();
      cluster.job.setStatus(decision.status());
      if (decision.status().gate() == null) {
        decision.actions().forEach(cluster::act);
      }
    }
    ask(true);

    assertThat(cluster.step().actions()).isEmpty();
    assertThat(cluster.job.getStatus().stage(StageName.SERVE).orElseThrow().reason())
        .isEqualTo("DryRun");
  }

  @Test
  void thePlanOfANewJobNamesStagesAndObjects() {
    PlanStatus plan = StatusPlan.of(cluster.job, List.of(cluster.job));

    assertThat(plan.stages()).extracting(PlannedStage::action).containsOnly(PlanAction.RUN);
    assertThat(plan.objects())
        .containsExactly(
            "Job of prepare, pods: 1",
            "Job of generate, pods: 2",
            "Job of train, pods: 1",
            "Job of evaluate, pods: 1",
            "Deployment and Service, if the gate passes");
    assertThat(plan.estimatedGpuSeconds()).as("nothing is known yet").isNull();
  }

  @Test
  void thePlanReusesStagesOfAnotherJobAndScalesItsTimes() throws IOException {
    cluster.now = PlannerSimulation.START;
    cluster.runToTheEnd();
    AdaptationJob next =
        PlannerSimulation.job(
            "iterations: 100",
            "iterations: 400, resources: {limits: {nvidia.com/gpu: 2}}",
            "name: night",
            "name: next");

    PlanStatus plan = StatusPlan.of(next, List.of(cluster.job, next));

    assertThat(plan.stages())
        .extracting(PlannedStage::action)
        .containsExactly(PlanAction.REUSE, PlanAction.REUSE, PlanAction.RUN, PlanAction.RUN);
    PlannedStage train = plan.stages().get(2);
    assertThat(train.work()).isEqualTo("400 iterations × 16 images");
    assertThat(train.basis()).endsWith("for 100 iterations × 16 images in job night");
    assertThat(train.estimatedSeconds()).isPositive();
    assertThat(plan.estimatedGpuSeconds()).isEqualTo(2 * train.estimatedSeconds());
  }
}
