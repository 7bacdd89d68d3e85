// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.network.codeformer.CodeFormer;
import io.pentimento.core.network.vqgan.Vqgan;
import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.data.ImageSampler;
import io.pentimento.training.djl.ArrayTransfer;
import io.pentimento.training.djl.DjlOps;
import io.pentimento.training.finetune.PerceptualDistance;
import io.pentimento.training.loop.SingleLearnerTask;
import io.pentimento.training.optimizer.Learner;
import io.pentimento.training.optimizer.LearnerConfig;
import io.pentimento.training.optimizer.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The first stage of CodeFormer pre-training: encoder, codebook and generator are trained to
 * reconstruct clean images from their codes (docs/method.md, section 4.5). There is no
 * discriminator.
 */
public final class VqganTraining implements SingleLearnerTask, AutoCloseable {
  private static final String ROLE = "vqgan";
  private static final double PERCEPTUAL_WEIGHT = 0.2;

  private final NDManager manager;
  private final CodeFormer network;
  private final StateDict start;
  private final ImageSampler images;
  private final int batchSize;
  private final long seed;
  private final Optional<PerceptualDistance> perceptual;
  private final CodebookRevival revival;
  private final Learner learner;
  private final DjlOps ops;
  private final Codebook codebook;

  /**
   * @param start all weights of the CodeFormer
   * @param images clean ones, in [0, 1]
   * @param perceptual perceptual distance as part of the loss, if given
   * @param revivedSteps number of steps in which unused codes are set to latents of images
   */
  public VqganTraining(
      NDManager manager,
      CodeFormer network,
      StateDict start,
      ImageSampler images,
      Optional<PerceptualDistance> perceptual,
      LearnerConfig config,
      int batchSize,
      long revivedSteps,
      long seed) {
    this.manager = manager;
    this.network = network;
    this.start = start;
    this.images = images;
    this.perceptual = perceptual;
    this.batchSize = batchSize;
    this.seed = seed;
    Parameters vqgan = Parameters.trainable(manager, start.filter(VqganTraining::isVqgan));
    this.learner = new Learner(manager, vqgan, config);
    this.ops = new DjlOps(manager, vqgan);
    this.codebook = new Codebook(ops);
    this.revival = new CodebookRevival(manager, network.vqgan(), vqgan, revivedSteps, seed);
  }

  private static boolean isVqgan(String name) {
    return name.matches("(encoder|quantize|generator)\\..*");
  }

  @Override
  public Map<String, Double> advance() {
    Tensor batch = images.batch(batchSize, new CounterRandom(seed, new byte[0], learner.step()));
    revival.before(learner.step(), batch);
    Map<String, Double> losses = new LinkedHashMap<>();
    learner.accumulate(List.of(() -> lossOf(batch, losses)));
    learner.apply();
    return losses;
  }

  private NDArray lossOf(Tensor batch, Map<String, Double> losses) {
    NDArray image = ArrayTransfer.toDevice(manager, batch);
    NDArray x = ops.affine(image, 2, -1);
    Vqgan vqgan = network.vqgan();
    NDArray latent = vqgan.encode(ops, x).latent();
    NDArray vectors = network.vectors(ops, vqgan.nearest(ops, ops.detach(latent)));
    NDArray y = vqgan.decode(ops, codebook.quantized(latent, vectors), Vqgan.Fusion.none());

    NDArray loss = named("l1", ops.mean(y.sub(x).abs()), losses);
    loss = loss.add(named("codebook", codebook.loss(latent, vectors), losses));
    if (perceptual.isPresent()) {
      NDArray distance = ops.mean(perceptual.get().of(ops.affine(y, 0.5, 0.5), image));
      loss = loss.add(named("lpips", ops.affine(distance, PERCEPTUAL_WEIGHT, 0), losses));
    }
    return loss;
  }

  private static NDArray named(String name, NDArray loss, Map<String, Double> losses) {
    losses.put(name, (double) loss.getFloat());
    return loss;
  }

  /** All weights of the CodeFormer, with the trained VQGAN. */
  public StateDict best() {
    return start.overlaidWith(learner.best());
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
