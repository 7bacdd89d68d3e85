// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.network.codeformer.CodeFormer;
import io.pentimento.core.network.codeformer.CodeFormerConfig;
import io.pentimento.core.network.file.CodeFormerFile;
import io.pentimento.core.network.vqgan.VqganConfig;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.data.ImageSampler;
import io.pentimento.training.djl.TorchEngine;
import io.pentimento.training.finetune.FineTuningConfig;
import io.pentimento.training.loop.Checkpoint;
import io.pentimento.training.optimizer.WeightInitializer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VqganTrainingTest {
  private static final int SIZE = 16;
  private static final CodeFormerConfig CONFIG =
      new CodeFormerConfig(
          new VqganConfig(32, List.of(1, 1, 1), 1, Set.of(2), 16, 32), 4, 32, 32, 8, 1, Set.of(1));

  private NDManager manager;
  private StateDict start;

  @BeforeEach
  void open() {
    manager = TorchEngine.newManager();
    CodeFormerFile shape = new CodeFormerFile(CONFIG, StateDict.of(Map.of()));
    start = WeightInitializer.codeFormer(5).initialize(shape.expectedShapes());
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void theLossesDecrease() {
    try (VqganTraining training = training()) {
      Map<String, Double> first = training.advance();
      Map<String, Double> last = first;
      for (int i = 0; i < 40; i++) {
        last = training.advance();
      }

      assertThat(first).containsOnlyKeys("l1", "codebook");
      assertThat(last.get("l1")).isLessThan(0.85 * first.get("l1"));
    }
  }

  @Test
  void aStepChangesOnlyEncoderCodebookAndGenerator() {
    try (VqganTraining training = training()) {
      training.advance();
      StateDict after = training.best();

      assertThat(after.names()).containsExactlyInAnyOrderElementsOf(start.names());
      assertThat(moved(after))
          .contains("quantize.embedding.weight", "encoder.blocks.0.weight")
          .anyMatch(name -> name.startsWith("generator."))
          .allMatch(name -> name.matches("(encoder|quantize|generator)\\..*"));
    }
  }

  @Test
  void aRestoredTrainingResumesToTheSameWeights() {
    Checkpoint middle;
    StateDict whole;
    try (VqganTraining training = training()) {
      training.advance();
      middle = training.checkpoint();
      training.advance();
      whole = training.best();
    }
    try (VqganTraining resumed = training()) {
      resumed.restore(middle);
      resumed.advance();

      for (String name : whole.names()) {
        assertThat(resumed.best().get(name).data()).as(name).isEqualTo(whole.get(name).data());
      }
    }
  }

  private List<String> moved(StateDict after) {
    return start.names().stream()
        .filter(n -> !Arrays.equals(after.get(n).data(), start.get(n).data()))
        .toList();
  }

  private VqganTraining training() {
    return new VqganTraining(
        manager,
        new CodeFormer(CONFIG),
        start,
        new ImageSampler(List.of(ramp(0.1f), ramp(0.9f))),
        Optional.empty(),
        FineTuningConfig.cosine(2e-3, 2e-3, 100),
        2,
        0,
        7);
  }

  private static Tensor ramp(float level) {
    Tensor image = Tensor.zeros(1, 3, SIZE, SIZE);
    for (int i = 0; i < image.size(); i++) {
      image.data()[i] = level * (i % SIZE) / SIZE;
    }
    return image;
  }
}
