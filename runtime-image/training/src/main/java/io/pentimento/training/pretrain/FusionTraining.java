// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.network.codeformer.CodeFormer;
import io.pentimento.training.djl.ArrayTransfer;
import io.pentimento.training.djl.DjlOps;
import io.pentimento.training.finetune.MicroBatch;
import io.pentimento.training.finetune.PerceptualDistance;
import io.pentimento.training.finetune.RestorerFineTuning.Batches;
import io.pentimento.training.loop.SingleLearnerTask;
import io.pentimento.training.optimizer.Gradients;
import io.pentimento.training.optimizer.Learner;
import io.pentimento.training.optimizer.LearnerConfig;
import io.pentimento.training.optimizer.Parameters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The third stage of CodeFormer pre-training: trains the fusion at w = 1; all other weights are
 * fixed (docs/method.md, section 4.5).
 */
public final class FusionTraining implements SingleLearnerTask, AutoCloseable {
  private static final String ROLE = "fusion";
  private static final double PERCEPTUAL_WEIGHT = 0.2;

  private final NDManager manager;
  private final CodeFormer network;
  private final Batches batches;
  private final Optional<PerceptualDistance> perceptual;
  private final Learner learner;
  private final DjlOps ops;

  /**
   * @param start all weights of the CodeFormer
   * @param batches degraded images and clean ones
   * @param perceptual perceptual distance as part of the loss, if given
   */
  public FusionTraining(
      NDManager manager,
      CodeFormer network,
      StateDict start,
      Batches batches,
      Optional<PerceptualDistance> perceptual,
      LearnerConfig config) {
    this.manager = manager;
    this.network = network;
    this.batches = batches;
    this.perceptual = perceptual;
    Parameters all = Parameters.of(manager, start, name -> name.startsWith("fuse_convs_dict."));
    this.learner = new Learner(manager, all, config);
    this.ops = new DjlOps(manager, all);
  }

  @Override
  public Map<String, Double> advance() {
    Map<String, Double> losses = new LinkedHashMap<>();
    for (MicroBatch micro : batches.of(learner.step())) {
      Gradients.accumulate(() -> lossOf(micro, losses));
    }
    learner.apply();
    return losses;
  }

  private NDArray lossOf(MicroBatch micro, Map<String, Double> losses) {
    NDArray x = ops.affine(ArrayTransfer.toDevice(manager, micro.degraded()), 2, -1);
    NDArray target = ArrayTransfer.toDevice(manager, micro.targets());
    NDArray w = ops.constant(new float[] {1});
    NDArray y = ops.affine(network.forward(ops, x, w, true).image(), 0.5, 0.5);
    NDArray loss = ops.mean(y.sub(target).abs());
    losses.put("l1", (double) loss.getFloat());
    if (perceptual.isPresent()) {
      NDArray distance = ops.affine(ops.mean(perceptual.get().of(y, target)), PERCEPTUAL_WEIGHT, 0);
      losses.put("lpips", (double) distance.getFloat());
      loss = loss.add(distance);
    }
    return loss;
  }

  /** All weights of the CodeFormer, with the trained fusion. */
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
    learner.close();
  }
}
