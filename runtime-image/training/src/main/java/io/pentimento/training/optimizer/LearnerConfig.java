package io.pentimento.training.optimizer;

import java.util.OptionalDouble;

/**
 * How one network learns.
 *
 * @param maxGradientNorm gradients are scaled down to this norm
 * @param averageDecay of the moving average of the weights; empty for none
 */
public record LearnerConfig(
    AdamWConfig optimizer,
    LearningRateSchedule schedule,
    OptionalDouble maxGradientNorm,
    OptionalDouble averageDecay) {}
