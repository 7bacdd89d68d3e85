// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import io.pentimento.core.restorer.PixelValueRange;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.djl.TorchEngine;
import io.pentimento.training.loop.Checkpoint;
import io.pentimento.training.script.ScriptModule;
import io.pentimento.training.script.TinyScripts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScriptFineTuningTest {
  private static final int STEPS = 60;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void writeModule() throws IOException {
    file = folder.resolve("net.pt");
    TinyScripts.writeRestorer(file);
  }

  @ParameterizedTest
  @EnumSource(PixelValueRange.class)
  void aModuleLearnsFromThePairs(PixelValueRange range) throws IOException {
    try (NDManager manager = TorchEngine.newManager();
        ScriptModule module = ScriptModule.load(manager, file);
        RestorerFineTuning tuning = tuning(manager, module, range)) {
      double first = tuning.advance().get("l1");
      double last = first;
      while (tuning.step() < STEPS) {
        last = tuning.advance().get("l1");
      }

      assertThat(last).as("grey images become lighter").isLessThan(first / 4);
      assertThat(tuning.best().names()).containsExactlyInAnyOrder("w1", "b1", "w2", "b2");
    }
  }

  @Test
  void anInterruptedTrainingResumesToTheSameWeights() throws IOException {
    Tensor whole;
    Checkpoint half;
    try (NDManager manager = TorchEngine.newManager();
        ScriptModule module = ScriptModule.load(manager, file);
        RestorerFineTuning tuning = tuning(manager, module, PixelValueRange.ZERO_TO_ONE)) {
      advance(tuning, 5);
      half = tuning.checkpoint();
      advance(tuning, 10);
      whole = tuning.best().get("w1");
    }
    try (NDManager manager = TorchEngine.newManager();
        ScriptModule module = ScriptModule.load(manager, file);
        RestorerFineTuning tuning = tuning(manager, module, PixelValueRange.ZERO_TO_ONE)) {
      tuning.restore(half);
      advance(tuning, 10);

      assertThat(tuning.best().get("w1").data()).isEqualTo(whole.data());
    }
  }

  @Test
  void anUnusedParameterIsNotChanged() throws IOException {
    TinyScripts.writeRestorer(file, "return torch.mul(x, torch.add(self.b2[0], 1))");
    try (NDManager manager = TorchEngine.newManager();
        ScriptModule module = ScriptModule.load(manager, file);
        RestorerFineTuning tuning = tuning(manager, module, PixelValueRange.ZERO_TO_ONE)) {
      Tensor unused = tuning.best().get("w1");
      Tensor used = tuning.best().get("b2");
      advance(tuning, 3);

      assertThat(tuning.best().get("w1").data()).isEqualTo(unused.data());
      assertThat(tuning.best().get("b2").data()).isNotEqualTo(used.data());
    }
  }

  private static void advance(RestorerFineTuning tuning, long to) {
    while (tuning.step() < to) {
      tuning.advance();
    }
  }

  private static RestorerFineTuning tuning(
      NDManager manager, ScriptModule module, PixelValueRange range) {
    FineTuningConfig paper = FineTuningConfig.paper();
    FineTuningConfig config =
        new FineTuningConfig(
            STEPS,
            2,
            1,
            new LossWeights(1, 0, 0),
            FineTuningConfig.cosine(1e-2, 1e-3, STEPS),
            paper.discriminator(),
            1,
            Compatibility.none());
    List<MicroBatch> batch = List.of(pair(0.3f), pair(0.5f));
    return new FineTunings(manager, config)
        .of(module, range, Optional.empty(), Optional.empty(), step -> batch);
  }

  private static MicroBatch pair(float grey) {
    return new MicroBatch(grey(grey), grey(grey + 0.3f), grey(grey));
  }

  private static Tensor grey(float value) {
    Tensor image = Tensor.zeros(1, 3, 12, 12);
    Arrays.fill(image.data(), value);
    return image;
  }
}
