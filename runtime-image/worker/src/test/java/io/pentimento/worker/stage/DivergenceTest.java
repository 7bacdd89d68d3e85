// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.FailureClass;
import io.pentimento.core.checkpoint.safetensors.Safetensors;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.stage.TinyJob.Ran;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DivergenceTest {
  @TempDir Path folder;
  private TinyJob job;

  @BeforeEach
  void generate() throws IOException {
    job = TinyJob.in(folder).after(StageName.PREPARE, StageName.GENERATE);
  }

  @Test
  void aDivergedTrainingIsReportedAndKeepsItsLastCheckpointButNoArtefact() throws IOException {
    TinyJob wild =
        job.with("learningRate: 1.0e-3", "learningRate: 1, minLearningRate: 1")
            .with("discriminator: {channels: 16}", "losses: {l1: 1.0e+12, gan: 0}")
            .with("checkpointInterval: 3", "checkpointInterval: 1");

    Ran ran = wild.run(StageName.TRAIN);

    assertThat(ran.answer().message())
        .contains("training diverged", "not finite", "spec.fineTuning.optimizer.learningRate");
    assertThat(ran.answer().reason()).isEqualTo("Diverged");
    assertThat(ran.code()).isEqualTo(FailureClass.DATA.exitCode());
    Workspaces.assertUnfinished(wild.artifact(StageName.TRAIN));
    Path checkpoint = wild.checkpoint();
    assertThat(Safetensors.read(checkpoint).tensors().values())
        .isNotEmpty()
        .allMatch(DivergenceTest::isFinite);
  }

  private static boolean isFinite(Tensor tensor) {
    for (float value : tensor.data()) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
