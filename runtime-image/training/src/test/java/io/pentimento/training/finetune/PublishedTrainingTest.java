// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.ndarray.NDManager;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.network.codeformer.CodeFormer;
import io.pentimento.core.network.codeformer.CodeFormerConfig;
import io.pentimento.core.network.file.CodeFormerFile;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.data.ImageSource;
import io.pentimento.training.djl.TorchEngine;
import io.pentimento.training.finetune.codeformer.CodeEncoder;
import io.pentimento.training.finetune.codeformer.CodeFormerFineTuning;
import io.pentimento.training.finetune.codeformer.CodePairs;
import io.pentimento.training.finetune.codeformer.CodeStore;
import io.pentimento.training.finetune.codeformer.CodeTuningConfig;
import io.pentimento.training.finetune.codeformer.TargetCodes;
import io.pentimento.training.optimizer.WeightInitializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A training step at the published size, with random weights. */
@Tag("slow")
class PublishedTrainingTest {
  private static final int SIZE = 512;
  private static final long GIGABYTE = 1_000_000_000L;

  @Test
  void aCodeFormerStepWithTwoMicroBatchesNeedsAtMost12Gigabytes() throws IOException {
    CodeFormerConfig size = CodeFormerConfig.faces512();
    StateDict weights =
        WeightInitializer.codeFormer(1)
            .initialize(new CodeFormerFile(size, StateDict.of(Map.of())).expectedShapes());
    CodeTuningConfig paper = CodeTuningConfig.paper();
    CodeTuningConfig config = new CodeTuningConfig(2, 1, paper.losses(), paper.learner(), 1);
    CodeFormer network = new CodeFormer(size);
    ImageSource images = new ImageSource(2, i -> grey(0.2f + 0.5f * i));
    try (NDManager manager = TorchEngine.newManager();
        CodeEncoder encoder = new CodeEncoder(manager, network.vqgan(), weights);
        CodeFormerFineTuning tuning =
            new CodeFormerFineTuning(
                manager,
                network,
                weights,
                config,
                new CodePairs(
                    images, new TargetCodes(encoder, images, CodeStore.none()), config))) {
      assertThat(trainable(tuning)).isEqualTo(49_129_024);
      assertThat(tuning.advance().values()).allMatch(Double::isFinite).hasSize(2);
      assertThat(tuning.best().get("encoder.blocks.24.bias").data())
          .isNotEqualTo(weights.get("encoder.blocks.24.bias").data());
    }
    assertMemoryBelow(12 * GIGABYTE);
  }

  private static long trainable(CodeFormerFineTuning tuning) {
    return tuning.learner().parameters().trainable().values().stream()
        .mapToLong(p -> p.size())
        .sum();
  }

  private static Tensor grey(float level) {
    Tensor image = Tensor.zeros(1, 3, SIZE, SIZE);
    for (int i = 0; i < image.size(); i++) {
      image.data()[i] = level + 0.1f * (i % 7) / 7;
    }
    return image;
  }

  /** Maximum of this process since its start. */
  private static void assertMemoryBelow(long bytes) throws IOException {
    Path status = Path.of("/proc/self/status");
    assumeThat(status).as("the kernel reports the peak memory").exists();
    String peak =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmHWM:"))
            .findFirst()
            .orElseThrow();
    assertThat(1024 * Long.parseLong(peak.replaceAll("\\D", ""))).isLessThan(bytes);
  }
}
