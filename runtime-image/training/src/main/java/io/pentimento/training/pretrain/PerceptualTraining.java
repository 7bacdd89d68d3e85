// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.degradation.ClassicDegradation;
import io.pentimento.core.degradation.ClassicDraw;
import io.pentimento.core.network.lpips.Lpips;
import io.pentimento.core.network.lpips.LpipsWeights;
import io.pentimento.core.random.CounterRandom;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.data.ImageSampler;
import io.pentimento.training.djl.ArrayTransfer;
import io.pentimento.training.djl.DjlOps;
import io.pentimento.training.loop.SingleLearnerTask;
import io.pentimento.training.optimizer.Learner;
import io.pentimento.training.optimizer.LearnerConfig;
import io.pentimento.training.optimizer.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trains a small perceptual network without labels: its features must predict how an image was
 * degraded (blur, downsampling, noise, JPEG), so that they represent visible degradations.
 *
 * <p>It replaces networks trained on millions of photographs; its distances are not LPIPS.
 */
public final class PerceptualTraining implements SingleLearnerTask, AutoCloseable {
  private static final String ROLE = "perceptual";
  private static final String HEAD_WEIGHT = "head.weight";
  private static final String HEAD_BIAS = "head.bias";
  private static final int ANSWERS = 4;

  private final NDManager manager;
  private final Lpips network;
  private final ImageSampler images;
  private final ClassicDegradation degradation;
  private final int batchSize;
  private final long seed;
  private final Learner learner;
  private final DjlOps ops;

  /** {@code backbone} are initial weights of the network's convolutions. */
  public PerceptualTraining(
      NDManager manager,
      Lpips network,
      StateDict backbone,
      ImageSampler images,
      ClassicDegradation degradation,
      LearnerConfig config,
      int batchSize,
      long seed) {
    this.manager = manager;
    this.network = network;
    this.images = images;
    this.degradation = degradation;
    this.batchSize = batchSize;
    this.seed = seed;
    StateDict weights =
        backbone
            .with(HEAD_WEIGHT, Tensor.zeros(ANSWERS, features(network)))
            .with(HEAD_BIAS, Tensor.zeros(ANSWERS));
    this.learner = new Learner(manager, Parameters.trainable(manager, weights), config);
    this.ops = new DjlOps(manager, learner.parameters());
  }

  private static long features(Lpips network) {
    return network.widths().stream().mapToLong(Integer::longValue).sum();
  }

  @Override
  public Map<String, Double> advance() {
    CounterRandom random = new CounterRandom(seed, new byte[0], learner.step());
    double loss = learner.accumulate(List.of(() -> lossOf(random)));
    learner.apply();
    return Map.of("loss", loss);
  }

  private NDArray lossOf(CounterRandom random) {
    Tensor clean = images.batch(batchSize, random);
    List<Tensor> degraded = new ArrayList<>();
    float[] answers = new float[batchSize * ANSWERS];
    for (int i = 0; i < batchSize; i++) {
      ClassicDraw draw = degradation.draw(random);
      degraded.add(draw.apply(clean.item(i), random));
      System.arraycopy(answers(draw), 0, answers, i * ANSWERS, ANSWERS);
    }
    NDArray x = ArrayTransfer.toDevice(manager, Tensor.batch(degraded));
    NDArray truth = ArrayTransfer.toDevice(manager, Tensor.of(answers, batchSize, ANSWERS));
    return ops.mean(ops.square(predicted(ops.affine(x, 2, -1)).sub(truth)));
  }

  private NDArray predicted(NDArray x) {
    NDArray weight = ops.param(HEAD_WEIGHT, ANSWERS, features(network));
    return ops.linear(network.pooled(ops, x), weight, ops.param(HEAD_BIAS, ANSWERS));
  }

  /** Images in about [-1, 1]. */
  private float[] answers(ClassicDraw draw) {
    return new float[] {
      centred(Math.sqrt(draw.sigmaX() * draw.sigmaY()), degradation.blurSigma().to()),
      centred(draw.downscale(), degradation.downscale().to()),
      centred(draw.noise(), degradation.noise().to()),
      centred(draw.jpegQuality().orElse(100), 100)
    };
  }

  private static float centred(double value, double max) {
    return (float) (2 * value / max - 1);
  }

  /**
   * The backbone, and heads that weight all channels equally; the weights of the slices sum to 1.
   */
  public StateDict best() {
    Map<String, Tensor> weights =
        new LinkedHashMap<>(LpipsWeights.backbone(learner.best()).tensors());
    for (int k = 0; k < network.widths().size(); k++) {
      Tensor head = Tensor.zeros(1, network.widths().get(k), 1, 1);
      Arrays.fill(head.data(), 1f / network.widths().size());
      weights.put("lin" + k + ".model.1.weight", head);
    }
    return StateDict.of(weights);
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
