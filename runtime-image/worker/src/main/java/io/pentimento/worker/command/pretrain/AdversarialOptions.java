package io.pentimento.worker.command.pretrain;

import io.pentimento.training.finetune.FineTunings.Opponent;
import io.pentimento.training.optimizer.AdamWConfig;
import io.pentimento.training.optimizer.LearnerConfig;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Option;

/** Options of a training against a discriminator. */
final class AdversarialOptions {
  @Option(
      names = "--gan",
      description =
          "Train against a discriminator from scratch, too, so that fine structure looks real.")
  private boolean gan;

  @Option(
      names = "--gan-weight",
      defaultValue = "0.1",
      description = "Weight of the adversarial loss.")
  private double weight;

  @Option(
      names = "--discriminator-channels",
      defaultValue = "32",
      description = "Channels of the discriminator's first layer.")
  private int channels;

  @Option(
      names = "--discriminator-learning-rate",
      defaultValue = "2e-4",
      description = "The discriminator's, at its highest.")
  private double learningRate;

  @Option(
      names = "--gradient-penalty",
      defaultValue = "1",
      description = "Weight of R1, which keeps the discriminator smooth around real images.")
  private double gradientPenalty;

  /** Of the adversarial loss, 0 without {@code --gan}. */
  double weight() {
    return gan ? weight : 0;
  }

  Optional<Opponent> opponent(long seed) {
    return gan ? Optional.of(Opponent.fresh(channels, gradientPenalty, seed)) : Optional.empty();
  }

  /** How the discriminator learns: as the restorer, at a rate of its own and without an average. */
  LearnerConfig learner(PretrainOptions options) {
    return new LearnerConfig(
        AdamWConfig.defaults(),
        options.schedule(learningRate, options.steps),
        OptionalDouble.of(1),
        OptionalDouble.empty());
  }
}
