package io.pentimento.training.optimizer;

import java.util.OptionalDouble;

/**
 * How one network learns.
 *
 * @param maxGradientNorm gradients are scaled down to this norm
 * @param averageDecay of the moving average of the weights; empty for none
 * @param averageWarmsUp whether the average forgets faster in the first steps, so that it is good
 *     early; published fine-tunings go without
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

  /** The same, its average moving by the same share in all steps. */
  public LearnerConfig withoutAverageWarmUp() {
    return new LearnerConfig(optimizer, schedule, maxGradientNorm, averageDecay, false);
  }
}
