// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.prior;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.network.unet.UNet;
import io.pentimento.training.data.ImageSampler;
import io.pentimento.training.data.Prefetched;
import io.pentimento.training.djl.ArrayTransfer;
import io.pentimento.training.djl.DeviceNoise;
import io.pentimento.training.djl.DjlOps;
import io.pentimento.training.loop.SingleLearnerTask;
import io.pentimento.training.optimizer.Learner;
import io.pentimento.training.optimizer.LearnerConfig;
import io.pentimento.training.optimizer.Parameters;
import java.util.List;
import java.util.Map;

/** Trains a diffusion prior on clean images. */
public final class PriorTraining implements SingleLearnerTask, AutoCloseable {
  private static final String ROLE = "prior";

  private final NDManager manager;
  private final DjlOps ops;
  private final Learner learner;
  private final HybridLoss loss;
  private final Prefetched<PriorBatch> batches;
  private final long seed;

  /**
   * @param images of one size in [0, 1]
   * @param weights initial weights
   */
  public PriorTraining(
      NDManager manager,
      UNet network,
      StateDict weights,
      ImageSampler images,
      LearnerConfig config,
      int batchSize,
      long seed) {
    this.manager = manager;
    NoiseSchedule schedule = NoiseSchedule.linear();
    this.loss = new HybridLoss(schedule, network);
    this.learner = new Learner(manager, Parameters.trainable(manager, weights), config);
    this.ops = new DjlOps(manager, learner.parameters());
    this.seed = seed;
    this.batches =
        new Prefetched<>(new PriorBatches(images, batchSize, schedule.steps(), seed)::of);
  }

  @Override
  public Map<String, Double> advance() {
    PriorBatch batch = batches.of(learner.step());
    double value = learner.accumulate(List.of(() -> lossOf(batch)));
    learner.apply();
    return Map.of("loss", value);
  }

  private NDArray lossOf(PriorBatch batch) {
    NDArray clean = ArrayTransfer.toDevice(manager, batch.images());
    NDArray noise = DeviceNoise.normal(manager, seed, learner.step(), batch.images().shape());
    return loss.of(ops, manager, ops.affine(clean, 2, -1), noise, batch.t());
  }

  /** The moving average of the weights, which is used for sampling. */
  public StateDict best() {
    return learner.best();
  }

  @Override
  public Learner learner() {
    return learner;
  }

  @Override
  public String role() {
    return ROLE;
  }

  @Override
  public void close() {
    batches.close();
    learner.close();
  }
}
