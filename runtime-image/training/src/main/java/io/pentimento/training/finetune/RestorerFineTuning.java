// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.finetune;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.training.djl.ArrayTransfer;
import io.pentimento.training.djl.DjlOps;
import io.pentimento.training.finetune.adversarial.DiscriminatorTrainer;
import io.pentimento.training.loop.Checkpoint;
import io.pentimento.training.optimizer.Gradients;
import io.pentimento.training.optimizer.Learner;
import io.pentimento.training.optimizer.LearnerState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Fine-tunes a restorer on pairs of degraded images and targets, with losses on images
 * (docs/method.md, section 5.2).
 */
public final class RestorerFineTuning implements FineTuningTask {
  private static final String RESTORER = "restorer";
  private static final String DISCRIMINATOR = "discriminator";

  /** Provides the micro-batches of a step, depending only on the step's number. */
  @FunctionalInterface
  public interface Batches {
    List<MicroBatch> of(long step);
  }

  /** The restorer's forward pass on images in [0, 1], with gradients. */
  @FunctionalInterface
  interface Restoration {
    NDArray of(NDArray degraded, long step, int microBatch);
  }

  private final NDManager manager;
  private final Restoration network;
  private final FineTuningConfig config;
  private final Batches batches;
  private final Learner learner;
  private final DjlOps ops;
  private final Optional<DiscriminatorTrainer> adversary;
  private final RestorerObjective objective;

  RestorerFineTuning(
      NDManager manager,
      Restoration network,
      FineTuningConfig config,
      Learner learner,
      Optional<PerceptualDistance> perceptual,
      Optional<DiscriminatorTrainer> adversary,
      Batches batches) {
    this.manager = manager;
    this.network = network;
    this.config = config;
    this.learner = learner;
    this.adversary = adversary;
    this.batches = batches;
    this.ops = new DjlOps(manager, learner.parameters());
    this.objective =
        new RestorerObjective(ops, config.losses(), config.compatibility(), perceptual, adversary);
  }

  @Override
  public long step() {
    return learner.step();
  }

  @Override
  public Map<String, Double> advance() {
    Map<String, Double> losses = new LinkedHashMap<>();
    accumulate(losses);
    apply();
    return losses;
  }

  void apply() {
    learner.apply();
    adversary.ifPresent(a -> a.learner().apply());
  }

  /** Adds the gradients of this step's batch for both networks, without changing their weights. */
  void accumulate(Map<String, Double> losses) {
    List<MicroBatch> batch = batches.of(learner.step());
    for (int i = 0; i < batch.size(); i++) {
      try (NDManager scratch = manager.newSubManager()) {
        MicroBatch micro = batch.get(i);
        NDArray restored = improveRestorer(micro, i, scratch, losses);
        long draw = learner.step() * config.microBatches() + i;
        adversary.ifPresent(a -> improveAdversary(a, micro, restored, draw, losses));
      }
    }
  }

  /** Returns the restored images, detached, for the discriminator. */
  private NDArray improveRestorer(
      MicroBatch micro, int index, NDManager scratch, Map<String, Double> losses) {
    boolean leaks = config.compatibility().discriminatorLeak() && index > 0;
    adversary.ifPresent(a -> a.learns(leaks));
    NDArray degraded = ArrayTransfer.toDevice(scratch, micro.degraded());
    List<Function<NDArray, NDArray>> terms = new ArrayList<>();
    objective
        .terms(ArrayTransfer.toDevice(scratch, micro.targets()))
        .forEach((name, term) -> terms.add(y -> shared(name, term.apply(y), losses)));
    NDArray restored =
        Gradients.accumulate(() -> network.of(degraded, learner.step(), index), terms);
    restored.attach(scratch);
    adversary.ifPresent(a -> a.learns(true));
    return restored;
  }

  private void improveAdversary(
      DiscriminatorTrainer a,
      MicroBatch micro,
      NDArray restored,
      long draw,
      Map<String, Double> losses) {
    NDArray real = ArrayTransfer.toDevice(restored.getManager(), micro.real());
    Gradients.accumulate(() -> shared("discriminatorReal", a.realLoss(real, draw), losses));
    Gradients.accumulate(() -> shared("discriminatorFake", a.fakeLoss(restored), losses));
  }

  /** The weighted loss of a micro-batch; adds its terms to {@code losses}. */
  private NDArray shared(String name, NDArray loss, Map<String, Double> losses) {
    double share = 1.0 / config.microBatches();
    losses.merge(name, loss.getFloat() * share, Double::sum);
    return ops.affine(loss, share, 0);
  }

  @Override
  public StateDict best() {
    return learner.best();
  }

  Learner restorerLearner() {
    return learner;
  }

  Optional<DiscriminatorTrainer> adversary() {
    return adversary;
  }

  @Override
  public Checkpoint checkpoint() {
    Map<String, LearnerState> states = new LinkedHashMap<>();
    states.put(RESTORER, learner.state());
    adversary.ifPresent(a -> states.put(DISCRIMINATOR, a.learner().state()));
    return new Checkpoint(states);
  }

  @Override
  public void restore(Checkpoint checkpoint) {
    learner.restore(checkpoint.of(RESTORER));
    adversary.ifPresent(a -> a.learner().restore(checkpoint.of(DISCRIMINATOR)));
  }

  @Override
  public void close() {
    adversary.ifPresent(DiscriminatorTrainer::close);
    learner.close();
  }
}
