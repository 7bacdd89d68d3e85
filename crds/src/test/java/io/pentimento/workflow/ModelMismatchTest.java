// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.MetricResult;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.workflow.observation.ProcessState;
import io.pentimento.workflow.observation.StageRun;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The status records another model of train than the one that evaluate measured. */
class ModelMismatchTest {
  private static final String LOST = "sha256:" + "1".repeat(64);
  private static final String ON_DISK = "sha256:" + "2".repeat(64);

  private PlannerSimulation cluster;

  @BeforeEach
  void trainReportsADigestThatIsLost() throws IOException {
    cluster = new PlannerSimulation(PlannerSimulation.job(), false);
    cluster.step();
    cluster.runUntil(StageName.TRAIN);
    finish(StageName.TRAIN, LOST);
    cluster.step();
  }

  @Test
  void nothingIsPromoted() {
    finish(StageName.EVALUATE, ON_DISK);

    assertThat(cluster.step().actions()).isEmpty();

    assertThat(cluster.job.getStatus().phase()).isEqualTo(Phase.FAILED);
    assertThat(evaluateReason()).isEqualTo("ModelMismatch");
    assertThat(cluster.step().actions()).isEmpty();
  }

  @Test
  void anyEditMakesTrainReportTheModelThatTheWorkspaceHolds() {
    finish(StageName.EVALUATE, ON_DISK);
    cluster.step();
    cluster.started.clear();

    edit();
    assertThat(cluster.started).containsExactly("train 2");
    finish(StageName.TRAIN, ON_DISK);
    cluster.step();

    assertThat(cluster.started).containsExactly("train 2");
    assertThat(cluster.job.getStatus().gate().candidate()).isEqualTo(ON_DISK);
  }

  @Test
  void anEvaluateThatMeasuredALostModelMeasuresAgain() {
    finish(StageName.EVALUATE, LOST.replace('1', '3'));
    cluster.step();
    edit();
    finish(StageName.TRAIN, ON_DISK);
    cluster.started.clear();

    cluster.step();
    assertThat(cluster.started).containsExactly("evaluate 2");
    finish(StageName.EVALUATE, ON_DISK);
    cluster.step();

    assertThat(cluster.job.getStatus().gate().candidate()).isEqualTo(ON_DISK);
  }

  @Test
  void aMeasurementThatIsWrongAgainFailsAndIsNotRepeatedForEver() {
    finish(StageName.EVALUATE, LOST.replace('1', '3'));
    cluster.step();
    edit();
    finish(StageName.TRAIN, ON_DISK);
    cluster.step();
    finish(StageName.EVALUATE, LOST.replace('1', '3'));

    assertThat(cluster.step().actions()).isEmpty();

    assertThat(evaluateReason()).isEqualTo("ModelMismatch");
    assertThat(cluster.step().actions()).isEmpty();
  }

  private void edit() {
    cluster.job.getMetadata().setGeneration(cluster.job.getMetadata().getGeneration() + 1);
    cluster.step();
  }

  private void finish(StageName stage, String model) {
    StageRun run =
        cluster.activeRuns().stream().filter(r -> r.stage() == stage).findFirst().orElseThrow();
    TerminationMessage answer =
        TerminationMessage.success(stage, run.key(), new ItemCounts(1, 1, 0))
            .withDigests(Map.of(TerminationMessage.MODEL, model))
            .withMetrics(
                List.of(new MetricResult(Metric.NIQE, 5.0, 4.5, 0.1, 0.09, 0.11, null, null)));
    cluster.finish(run.key(), new ProcessState.Succeeded(answer));
  }

  private String evaluateReason() {
    return cluster.job.getStatus().stage(StageName.EVALUATE).orElseThrow().reason();
  }
}
