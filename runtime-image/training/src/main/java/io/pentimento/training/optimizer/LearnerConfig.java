// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.optimizer;

import java.util.OptionalDouble;

/**
 * Settings for training one network.
 *
 * @param maxGradientNorm gradients are scaled down to this norm
 * @param averageDecay of the moving average of the weights; empty for none
 * @param averageWarmsUp whether the average has a smaller decay in the first steps, so that it is
 *     useful early; published fine-tunings do not use this
 */
public record LearnerConfig(
    AdamWConfig optimizer,
    LearningRateSchedule schedule,
    OptionalDouble maxGradientNorm,
    OptionalDouble averageDecay,
    boolean averageWarmsUp) {

  /** With an average that warms up, if there is one. */
  public LearnerConfig(
      AdamWConfig optimizer,
      LearningRateSchedule schedule,
      OptionalDouble maxGradientNorm,
      OptionalDouble averageDecay) {
    this(optimizer, schedule, maxGradientNorm, averageDecay, true);
  }

  /** The same, with a moving average of constant decay. */
  public LearnerConfig withoutAverageWarmUp() {
    return new LearnerConfig(optimizer, schedule, maxGradientNorm, averageDecay, false);
  }
}
