// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.finetune.adversarial;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.pentimento.core.network.discriminator.UNetDiscriminator;
import io.pentimento.training.djl.DjlOps;
import io.pentimento.training.optimizer.Learner;

/** Trains the discriminator against the restorer (docs/method.md, sections 5.1 and 5.4). */
public final class DiscriminatorTrainer implements AutoCloseable {
  private final UNetDiscriminator network;
  private final Learner learner;
  private final DjlOps ops;
  private final PowerIteration norm;
  private final GradientPenalty penalty;

  /**
   * @param gradientPenalty weight of R1, 0 for none
   * @param seed of the penalty's noise
   */
  public DiscriminatorTrainer(
      NDManager manager,
      UNetDiscriminator network,
      Learner learner,
      double gradientPenalty,
      long seed) {
    this.network = network;
    this.learner = learner;
    this.ops = new DjlOps(manager, learner.parameters());
    this.norm = new PowerIteration(learner.parameters());
    this.penalty = new GradientPenalty(ops, gradientPenalty, seed);
  }

  public Learner learner() {
    return learner;
  }

  /** The restorer's adversarial loss: small if the discriminator classifies its images as real. */
  public NDArray fooled(NDArray restored) {
    return asReal(logits(restored));
  }

  /**
   * Loss on real images.
   *
   * @param draw number of this call, for the noise of the penalty
   */
  public NDArray realLoss(NDArray real, long draw) {
    return penalty.isOn()
        ? penalty.penalized(logits(penalty.probed(real, draw)), this::asReal)
        : asReal(logits(real));
  }

  private NDArray asReal(NDArray logits) {
    return ops.mean(ops.softplus(logits.neg()));
  }

  public NDArray fakeLoss(NDArray restored) {
    return ops.mean(ops.softplus(logits(restored)));
  }

  /** Whether gradients reach the discriminator's own weights. */
  public void learns(boolean learns) {
    learner.parameters().trainable().values().forEach(p -> p.setRequiresGradient(learns));
  }

  private NDArray logits(NDArray images) {
    return network.forward(ops, images, norm);
  }

  @Override
  public void close() {
    learner.close();
  }
}
