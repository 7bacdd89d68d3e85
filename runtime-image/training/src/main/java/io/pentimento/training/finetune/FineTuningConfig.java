// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.finetune;

import io.pentimento.training.optimizer.AdamWConfig;
import io.pentimento.training.optimizer.CosineSchedule;
import io.pentimento.training.optimizer.LearnerConfig;
import java.util.OptionalDouble;

/**
 * Settings of a restorer's fine-tuning (docs/method.md, section 5.2).
 *
 * @param microBatchSize images per forward pass; the gradients of a batch are accumulated
 */
public record FineTuningConfig(
    long iterations,
    int batchSize,
    int microBatchSize,
    LossWeights losses,
    LearnerConfig restorer,
    LearnerConfig discriminator,
    long seed,
    Compatibility compatibility) {

  public FineTuningConfig {
    if (microBatchSize < 1 || batchSize % microBatchSize != 0) {
      throw new IllegalArgumentException(
          "batchSize %d must be a multiple of microBatchSize %d"
              .formatted(batchSize, microBatchSize));
    }
  }

  /** The paper's settings. */
  public static FineTuningConfig paper() {
    return new FineTuningConfig(
        20_000,
        16,
        4,
        LossWeights.paper(),
        cosine(2e-5, 5e-6, 20_000),
        cosine(2e-5, 2e-5, 20_000),
        10_000,
        Compatibility.none());
  }

  /**
   * AdamW without decay, clipping or averaging; the rate decreases from {@code max} to {@code min}.
   */
  public static LearnerConfig cosine(double max, double min, long steps) {
    return new LearnerConfig(
        AdamWConfig.defaults(),
        new CosineSchedule(max, min, steps, 0),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  int microBatches() {
    return batchSize / microBatchSize;
  }
}
