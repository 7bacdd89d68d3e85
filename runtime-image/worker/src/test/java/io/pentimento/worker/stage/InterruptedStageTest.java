// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.FailureClass;
import io.pentimento.core.checkpoint.safetensors.Safetensors;
import io.pentimento.worker.stage.TinyJob.Ran;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptedStageTest {
  private static final int SIGKILL = 137;
  private static final int ITERATIONS = 12;

  @TempDir Path folder;
  private TinyJob undisturbed;
  private TinyJob job;

  @BeforeEach
  void writeJob() throws IOException {
    undisturbed = TinyJob.in(folder);
    job = undisturbed.inWorkspace(folder.resolve("disturbed"));
  }

  @Test
  void aTrainingKilledAtAnyStepResumesToTheSameWeights() throws Exception {
    job.after(StageName.PREPARE, StageName.GENERATE);
    int step = 2 + new Random().nextInt(ITERATIONS - 2);
    Process killed = job.start(StageName.TRAIN, 0, Fault.killedAt(step));
    assertThat(killed.waitFor()).isEqualTo(SIGKILL);
    Workspaces.assertUnfinished(job.artifact(StageName.TRAIN));

    job.after(StageName.TRAIN);

    assertThat(weights(job)).as("killed before step %d", step).isEqualTo(undisturbedWeights());
    assertThat(job.checkpoint()).as("only of use to a training that goes on").doesNotExist();
  }

  @Test
  void aTerminatedTrainingWritesACheckpointOfItsCurrentStep() throws Exception {
    job.after(StageName.PREPARE, StageName.GENERATE);

    terminated(StageName.TRAIN, 5);

    assertThat(Safetensors.metadata(job.checkpoint()))
        .containsEntry("restorer", "5")
        .containsEntry("discriminator", "5");
    job.after(StageName.TRAIN);
    assertThat(weights(job)).isEqualTo(undisturbedWeights());
  }

  @Test
  void aTerminatedGenerationKeepsFinishedImages() throws Exception {
    job.after(StageName.PREPARE);

    terminated(StageName.GENERATE, 17);

    assertThat(Workspaces.pseudoTargets(job)).hasSizeBetween(1, 3);
    job.after(StageName.GENERATE);
    undisturbed.after(StageName.PREPARE, StageName.GENERATE);
    assertThat(Workspaces.pseudoTargets(job)).isEqualTo(Workspaces.pseudoTargets(undisturbed));
  }

  @Test
  void aTerminatedPreparationLeavesNoCompleteArtefact() throws Exception {
    terminated(StageName.PREPARE, 3);

    job.after(StageName.PREPARE);
    undisturbed.after(StageName.PREPARE);
    assertThat(Workspaces.digests(job.artifact(StageName.PREPARE), ""))
        .isEqualTo(Workspaces.digests(undisturbed.artifact(StageName.PREPARE), ""));
  }

  /** A termination message shows that the process ended by itself and was not killed. */
  private void terminated(StageName stage, long call) throws Exception {
    Process process = job.start(stage, 0, Fault.terminatedAt(call));
    Ran ran = job.ended(process, 0);

    assertThat(ran.code()).isEqualTo(FailureClass.INTERRUPTED.exitCode());
    assertThat(ran.answer().failure()).isEqualTo(FailureClass.INTERRUPTED);
    assertThat(ran.answer().message()).contains("stopped by a signal; finished work is stored");
    Workspaces.assertUnfinished(job.artifact(stage));
    Workspaces.assertNothingHalfWritten(job.workspace());
  }

  private static Object weights(TinyJob job) throws IOException {
    return Workspaces.digests(job.artifact(StageName.TRAIN), "adapted.safetensors");
  }

  private Object undisturbedWeights() throws IOException {
    return weights(undisturbed.after(StageName.PREPARE, StageName.GENERATE, StageName.TRAIN));
  }
}
