// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.reason.SourceReason;
import io.pentimento.workflow.observation.ProcessState;
import io.pentimento.workflow.observation.StageRun;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stages that succeed with a warning. */
class StageWarningTest {
  private static final String SENTENCE = "4 of 4 checked images are not square";

  @ParameterizedTest(name = "the workspace is visible: {0}")
  @ValueSource(booleans = {true, false})
  void theWarningOfAStageStaysInItsStatusAndTheJobContinues(boolean seesWorkspace)
      throws IOException {
    PlannerSimulation cluster = new PlannerSimulation(PlannerSimulation.job(), seesWorkspace);
    cluster.step();
    StageRun prepare = cluster.activeRuns().get(0);
    cluster.succeed(prepare);
    TerminationMessage warned =
        cluster
            .artefacts
            .get(prepare.key())
            .withWarning(SourceReason.DATASET_NOT_ALIGNED, SENTENCE);
    cluster.artefacts.put(prepare.key(), warned);
    cluster.finish(prepare.key(), new ProcessState.Succeeded(warned));

    cluster.step();

    assertWarned(cluster);
    assertThat(cluster.started).endsWith("generate 1");
    cluster.runToTheEnd();
    assertWarned(cluster);
    assertThat(cluster.started).endsWith("evaluate 1");
  }

  private static void assertWarned(PlannerSimulation cluster) {
    StageStatus status = cluster.job.getStatus().stage(StageName.PREPARE).orElseThrow();
    assertThat(status.state()).isEqualTo(StageState.SUCCEEDED);
    assertThat(status.reason()).isEqualTo("DatasetNotAligned");
    assertThat(status.message()).isEqualTo(SENTENCE);
  }
}
