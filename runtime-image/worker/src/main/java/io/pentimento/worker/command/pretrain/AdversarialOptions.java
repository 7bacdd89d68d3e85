// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command.pretrain;

import io.pentimento.training.finetune.FineTunings.Opponent;
import io.pentimento.training.optimizer.AdamWConfig;
import io.pentimento.training.optimizer.LearnerConfig;
import io.pentimento.worker.input.OptionRange;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Option;

/** Options for training with a discriminator. */
final class AdversarialOptions {
  @Option(
      names = "--gan",
      description =
          "Also train a discriminator from random weights, which improves fine structure.")
  private boolean gan;

  @Option(
      names = "--gan-weight",
      defaultValue = "0.1",
      description = "Weight of the adversarial loss. Default: ${DEFAULT-VALUE}.")
  private double weight;

  @Option(
      names = "--discriminator-channels",
      defaultValue = "32",
      description = "Channels of the discriminator's first layer. Default: ${DEFAULT-VALUE}.")
  private int channels;

  @Option(
      names = "--discriminator-learning-rate",
      defaultValue = "2e-4",
      description = "Maximum learning rate of the discriminator. Default: ${DEFAULT-VALUE}.")
  private double learningRate;

  @Option(
      names = "--gradient-penalty",
      defaultValue = "1",
      description =
          "Weight of the R1 penalty, which limits the discriminator's gradient at real images."
              + " Default: ${DEFAULT-VALUE}.")
  private double gradientPenalty;

  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  void requireValid() {
    OptionRange.requirePositive("--gan-weight", weight);
    OptionRange.requireNotNegative("--discriminator-learning-rate", learningRate);
    OptionRange.requireAtLeast("--discriminator-channels", channels, 1);
    OptionRange.requireNotNegative("--gradient-penalty", gradientPenalty);
  }

  /** Weight of the adversarial loss; 0 without {@code --gan}. */
  double weight() {
    return gan ? weight : 0;
  }

  Optional<Opponent> opponent(long seed) {
    return gan ? Optional.of(Opponent.fresh(channels, gradientPenalty, seed)) : Optional.empty();
  }

  /**
   * The discriminator's optimiser: as for the restorer, with its own learning rate and without
   * moving average.
   */
  LearnerConfig learner(PretrainOptions options) {
    return new LearnerConfig(
        AdamWConfig.defaults(),
        options.schedule(learningRate, options.steps),
        OptionalDouble.of(1),
        OptionalDouble.empty());
  }
}
