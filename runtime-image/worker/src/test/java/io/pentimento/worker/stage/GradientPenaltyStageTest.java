// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GradientPenaltyStageTest {
  private static final String CHANNELS = "discriminator: {channels: 16}";

  @TempDir Path folder;
  private TinyJob job;

  @BeforeEach
  void generate() throws IOException {
    job = TinyJob.in(folder).after(StageName.PREPARE, StageName.GENERATE);
  }

  @Test
  void theGradientPenaltyChangesTheKeyAndTheAdaptedModel() throws IOException {
    TinyJob plain = job.with(CHANNELS, CHANNELS + "\n    losses: {gan: 1}");
    TinyJob penalized = plain.with("{channels: 16}", "{channels: 16, gradientPenalty: 100}");

    plain.after(StageName.TRAIN);
    penalized.after(StageName.TRAIN);

    assertThat(penalized.artifact(StageName.TRAIN)).isNotEqualTo(plain.artifact(StageName.TRAIN));
    assertThat(last(adapted(penalized))).isNotEqualTo(last(adapted(plain)));
  }

  private static float[] last(StateDict weights) {
    return weights.get("conv_last.weight").data();
  }

  private static StateDict adapted(TinyJob trained) throws IOException {
    return Safetensors.read(trained.artifact(StageName.TRAIN).resolve("adapted.safetensors"));
  }
}
