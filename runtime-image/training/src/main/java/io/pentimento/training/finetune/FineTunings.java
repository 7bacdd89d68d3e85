// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.finetune;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.network.DropPath;
import io.pentimento.core.network.discriminator.UNetDiscriminator;
import io.pentimento.core.network.swinir.SwinIr;
import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.restorer.PixelValueRange;
import io.pentimento.training.djl.DjlOps;
import io.pentimento.training.djl.ProductFormat;
import io.pentimento.training.finetune.RestorerFineTuning.Batches;
import io.pentimento.training.finetune.adversarial.DiscriminatorTrainer;
import io.pentimento.training.optimizer.Learner;
import io.pentimento.training.optimizer.Parameters;
import io.pentimento.training.optimizer.WeightInitializer;
import io.pentimento.training.script.ScriptModule;
import java.util.Optional;

/** Assembles the networks of a fine-tuning. */
public final class FineTunings {

  /**
   * A discriminator and its initial weights.
   *
   * @param gradientPenalty weight of R1 on real images; 0, as in the paper, for none
   */
  public record Opponent(UNetDiscriminator network, StateDict weights, double gradientPenalty) {

    /** Without a penalty. */
    public Opponent(UNetDiscriminator network, StateDict weights) {
      this(network, weights, 0);
    }

    /**
     * A discriminator with random weights.
     *
     * @param channels of its first layer
     */
    public static Opponent fresh(int channels, double gradientPenalty, long seed) {
      UNetDiscriminator network = new UNetDiscriminator(3, channels, true);
      return new Opponent(
          network,
          WeightInitializer.plain(seed).initialize(network.parameterShapes()),
          gradientPenalty);
    }
  }

  /** Creates the stochastic depth of a forward pass. */
  @FunctionalInterface
  interface DropPaths {
    DropPath<NDArray> of(long step, int microBatch);
  }

  private static final long DROP_PATH_STREAM = 1L << 40;

  private final NDManager manager;
  private final FineTuningConfig config;
  private final ProductFormat products;

  public FineTunings(NDManager manager, FineTuningConfig config) {
    this(manager, config, ProductFormat.FLOAT32);
  }

  /**
   * @param products format of the restorer's products; discriminator and losses compute in float32
   */
  public FineTunings(NDManager manager, FineTuningConfig config, ProductFormat products) {
    this.manager = manager;
    this.config = config;
    this.products = products;
  }

  /**
   * Starts the fine-tuning of a SwinIR.
   *
   * @param weights initial weights of the restorer
   * @param perceptual required unless its loss has weight 0
   * @param opponent required unless the adversarial loss has weight 0
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
    Parameters parameters = Parameters.of(manager, weights, FineTunings::trainsInRestorer);
    DjlOps ops = new DjlOps(manager, parameters, products);
    DropPaths paths = dropPaths.orElse(this::seededDropPath);
    return new RestorerFineTuning(
        manager,
        (x, step, microBatch) -> network.forward(ops, x, paths.of(step, microBatch)),
        config,
        new Learner(manager, parameters, config.restorer()),
        perceptual,
        adversary(opponent),
        batches);
  }

  /** For the parameters of a module; otherwise as above. */
  public RestorerFineTuning of(
      ScriptModule module,
      PixelValueRange range,
      Optional<PerceptualDistance> perceptual,
      Optional<Opponent> opponent,
      Batches batches) {
    Parameters parameters = Parameters.shared(manager, module::parameters);
    DjlOps ops = new DjlOps(manager, parameters);
    double span = 1 - range.black();
    return new RestorerFineTuning(
        manager,
        (x, step, microBatch) ->
            ops.affine(
                module.learn(ops, ops.affine(x, span, range.black())),
                1 / span,
                -range.black() / span),
        config,
        new Learner(manager, parameters, config.restorer()),
        perceptual,
        adversary(opponent),
        batches);
  }

  private DropPath<NDArray> seededDropPath(long step, int microBatch) {
    long stream = DROP_PATH_STREAM + step * config.microBatches() + microBatch;
    return new RandomDropPath(manager, new CounterRandom(config.seed(), new byte[0], stream));
  }

  private Optional<DiscriminatorTrainer> adversary(Optional<Opponent> opponent) {
    if (config.losses().gan() == 0) {
      return Optional.empty();
    }
    Opponent given =
        opponent.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "losses.gan is %s, but there is no discriminator"
                        .formatted(config.losses().gan())));
    Parameters parameters =
        Parameters.of(manager, given.weights(), FineTunings::trainsInDiscriminator);
    return Optional.of(
        new DiscriminatorTrainer(
            manager,
            given.network(),
            new Learner(manager, parameters, config.discriminator()),
            given.gradientPenalty(),
            config.seed()));
  }

  /** Checkpoints contain two kinds of buffers in addition to the weights. */
  private static boolean trainsInRestorer(String name) {
    return !name.endsWith("relative_position_index") && !name.endsWith("attn_mask");
  }

  /** The stored singular vectors are updated by power iteration, and not by gradients. */
  private static boolean trainsInDiscriminator(String name) {
    return !name.endsWith("weight_u") && !name.endsWith("weight_v");
  }
}
