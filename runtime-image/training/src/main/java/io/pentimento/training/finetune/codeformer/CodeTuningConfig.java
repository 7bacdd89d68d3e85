// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.finetune.codeformer;

import io.pentimento.training.optimizer.AdamWConfig;
import io.pentimento.training.optimizer.LearnerConfig;
import io.pentimento.training.optimizer.StepSchedule;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Settings of a CodeFormer's fine-tuning (docs/method.md, section 4.4).
 *
 * @param microBatchSize images per forward pass; the gradients of a batch are accumulated
 */
public record CodeTuningConfig(
    int batchSize, int microBatchSize, CodeLossWeights losses, LearnerConfig learner, long seed) {

  public CodeTuningConfig {
    if (microBatchSize < 1 || batchSize % microBatchSize != 0) {
      throw new IllegalArgumentException(
          "batchSize %d must be a multiple of microBatchSize %d"
              .formatted(batchSize, microBatchSize));
    }
  }

  /** The paper's settings, for 40,000 steps. */
  public static CodeTuningConfig paper() {
    LearnerConfig learner =
        new LearnerConfig(
            new AdamWConfig(0.9, 0.99, 1e-8, 0),
            new StepSchedule(1e-4, List.of(35_000, 38_000), 0.5),
            OptionalDouble.empty(),
            OptionalDouble.of(0.995));
    return new CodeTuningConfig(
        8, 4, CodeLossWeights.paper(), learner.withoutAverageWarmUp(), 10_000);
  }

  int microBatches() {
    return batchSize / microBatchSize;
  }
}
