// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.UsageStatus;
import io.pentimento.contract.FailureClass;
import io.pentimento.workflow.observation.GpuUse;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A job whose stages may use a limited GPU time. */
class BudgetTest {
  private PlannerSimulation cluster;

  private static PlannerSimulation cluster(String budget) throws IOException {
    return new PlannerSimulation(
        PlannerSimulation.job("  serving:", "  budget: " + budget + "\n  serving:"), false);
  }

  @Test
  void aJobThatUsedItsBudgetStopsItsPodsAndContinuesWhenTheBudgetIsRaised() throws IOException {
    cluster = cluster("{gpuSeconds: 100}");
    cluster.runUntil(StageName.GENERATE);
    cluster.gpuUse = List.of(new GpuUse(2, cluster.now, null));
    cluster.now = cluster.now.plusSeconds(50);

    Decision decision = cluster.step();

    assertThat(decision.actions()).singleElement().isInstanceOf(Action.StopStage.class);
    assertThat(status().usage().gpuSeconds()).isEqualTo(100.0);
    assertThat(status().phase()).isEqualTo(Phase.SUSPENDED);
    assertThat(condition("Suspended").getStatus()).isEqualTo("True");
    assertThat(condition("Suspended").getReason()).isEqualTo("BudgetExceeded");
    assertThat(condition("Suspended").getMessage())
        .isEqualTo(
            "The stages used 100 of 100 GPU seconds; raise spec.budget.gpuSeconds to continue");
    assertThat(status().stage(StageName.GENERATE).orElseThrow().reason())
        .isEqualTo("BudgetExceeded");
    assertThat(cluster.step().actions()).as("nothing starts").isEmpty();

    cluster.gpuUse = List.of();
    raiseTo("{gpuSeconds: 1000}");
    cluster.runToTheEnd();

    assertThat(status().phase()).isEqualTo(Phase.SUCCEEDED);
    assertThat(status().stage(StageName.GENERATE).orElseThrow().failures()).isNull();
    assertThat(status().usage().gpuSeconds()).as("counted since creation").isGreaterThan(100.0);
  }

  @Test
  void aJobThatIsToFailAtTheLimitFails() throws IOException {
    cluster = cluster("{gpuSeconds: 100, onExceeded: Fail}");
    cluster.runUntil(StageName.TRAIN);
    cluster.gpuUse = List.of(new GpuUse(1, cluster.now, null));
    cluster.now = cluster.now.plusSeconds(101);

    cluster.step();

    assertThat(status().phase()).isEqualTo(Phase.FAILED);
    assertThat(condition("Failed").getReason()).isEqualTo("BudgetExceeded");
    assertThat(condition("Suspended").getStatus()).isEqualTo("False");

    cluster.gpuUse = List.of();
    raiseTo("{gpuSeconds: 1000, onExceeded: Fail}");
    cluster.runToTheEnd();

    assertThat(status().phase()).isEqualTo(Phase.SUCCEEDED);
  }

  @Test
  void whatIsMeasuredIsServedAlthoughTheBudgetIsUsed() throws IOException {
    cluster = cluster("{gpuSeconds: 100}");
    cluster.runUntil(StageName.EVALUATE);
    cluster.gpuUse = List.of(new GpuUse(1, cluster.now.minusSeconds(200), cluster.now));
    cluster.activeRuns().forEach(cluster::succeed);

    cluster.runToTheEnd();

    assertThat(status().phase()).isEqualTo(Phase.SUCCEEDED);
  }

  @Test
  void thePlannerLooksAgainWhenTheBudgetWillBeUsed() throws IOException {
    cluster = cluster("{gpuSeconds: 100}");
    cluster.runUntil(StageName.GENERATE);
    cluster.gpuUse = List.of(new GpuUse(2, cluster.now, null));
    cluster.now = cluster.now.plusSeconds(10);

    assertThat(cluster.decide().requeueAt()).contains(cluster.now.plusSeconds(40));
  }

  @Test
  void aPodCountsOnceHoweverOftenItIsSeenAndRestartsAreSurvived() throws IOException {
    cluster = cluster("{gpuSeconds: 100000}");
    cluster.runUntil(StageName.TRAIN);
    GpuUse running = new GpuUse(1, cluster.now, null);
    cluster.gpuUse = List.of(running);
    for (int i = 0; i < 5; i++) {
      cluster.now = cluster.now.plusSeconds(10);
      cluster.job.setStatus(cluster.decide().status());
      cluster.crash();
    }
    assertThat(status().usage()).isEqualTo(new UsageStatus(50.0, cluster.now.toString()));

    cluster.gpuUse = List.of(new GpuUse(1, running.from(), cluster.now.plusSeconds(5)));
    cluster.now = cluster.now.plusSeconds(60);
    cluster.job.setStatus(cluster.decide().status());
    cluster.gpuUse = List.of();
    cluster.job.setStatus(cluster.decide().status());

    assertThat(status().usage().gpuSeconds()).isEqualTo(55.0);
  }

  @Test
  void failedAttemptsCountToo() throws IOException {
    cluster = cluster("{gpuSeconds: 100}");
    cluster.runUntil(StageName.TRAIN);
    cluster.gpuUse = List.of(new GpuUse(1, cluster.now.minusSeconds(120), cluster.now));
    cluster.fail(cluster.activeRuns().get(0), FailureClass.INTERRUPTED);

    cluster.step();

    assertThat(status().phase()).isEqualTo(Phase.SUSPENDED);
    assertThat(cluster.activeRuns()).isEmpty();
  }

  @Test
  void aJobWithoutGpusHasNoUsage() throws IOException {
    cluster = cluster("{gpuSeconds: 1}");

    cluster.runToTheEnd();

    assertThat(status().usage()).isNull();
    assertThat(status().phase()).isEqualTo(Phase.SUCCEEDED);
  }

  private void raiseTo(String budget) throws IOException {
    cluster.job.setSpec(
        PlannerSimulation.job("  serving:", "  budget: " + budget + "\n  serving:").getSpec());
    cluster.job.getMetadata().setGeneration(cluster.job.getMetadata().getGeneration() + 1);
  }

  private AdaptationJobStatus status() {
    return cluster.job.getStatus();
  }

  private Condition condition(String type) {
    return status().condition(type).orElseThrow();
  }
}
