package io.pentimento.training.finetune;

import ai.djl.ndarray.NDManager;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.network.SwinIr;
import io.pentimento.core.network.UNetDiscriminator;
import io.pentimento.training.finetune.RestorerFineTuning.Batches;
import io.pentimento.training.finetune.RestorerFineTuning.DropPaths;
import io.pentimento.training.optimizer.Learner;
import io.pentimento.training.optimizer.Parameters;
import java.util.Optional;

/** Puts the networks of a fine-tuning together. */
public final class FineTunings {

  /** A discriminator and the weights it starts from. */
  public record Opponent(UNetDiscriminator network, StateDict weights) {}

  private final NDManager manager;
  private final FineTuningConfig config;

  public FineTunings(NDManager manager, FineTuningConfig config) {
    this.manager = manager;
    this.config = config;
  }

  /**
   * @param weights of the restorer to start from
   * @param perceptual needed unless its loss has weight 0
   * @param opponent needed unless the adversarial loss has weight 0
   * @param batches the data
   */
  public RestorerFineTuning of(
      SwinIr network,
      StateDict weights,
      Optional<PerceptualDistance> perceptual,
      Optional<Opponent> opponent,
      Batches batches) {
    return of(network, weights, perceptual, opponent, batches, Optional.empty());
  }

  RestorerFineTuning of(
      SwinIr network,
      StateDict weights,
      Optional<PerceptualDistance> perceptual,
      Optional<Opponent> opponent,
      Batches batches,
      Optional<DropPaths> dropPaths) {
    Learner learner =
        new Learner(
            manager,
            Parameters.of(manager, weights, FineTunings::trainsInRestorer),
            config.restorer());
    return new RestorerFineTuning(
        manager, network, config, learner, perceptual, adversary(opponent), batches, dropPaths);
  }

  private Optional<Adversary> adversary(Optional<Opponent> opponent) {
    if (config.losses().gan() == 0) {
      return Optional.empty();
    }
    Opponent given =
        opponent.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "losses.gan is %s but there is no discriminator"
                        .formatted(config.losses().gan())));
    Parameters parameters =
        Parameters.of(manager, given.weights(), FineTunings::trainsInDiscriminator);
    return Optional.of(
        new Adversary(
            manager, given.network(), new Learner(manager, parameters, config.discriminator())));
  }

  /** Checkpoints carry two kinds of buffers beside the weights. */
  private static boolean trainsInRestorer(String name) {
    return !name.endsWith("relative_position_index") && !name.endsWith("attn_mask");
  }

  /** The stored singular vectors move by power iteration, not by gradients. */
  private static boolean trainsInDiscriminator(String name) {
    return !name.endsWith("weight_u") && !name.endsWith("weight_v");
  }
}
