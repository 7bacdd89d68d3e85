// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.finetune.adversarial;

import ai.djl.ndarray.NDArray;
import io.pentimento.training.djl.DeviceNoise;
import io.pentimento.training.djl.DjlOps;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * R1, which limits a discriminator's gradient at real images: (weight / 2) · E‖∇ₓD(x)‖².
 *
 * <p>Estimated without second-order gradients: for small σ and unit normal n, E[(D(x + σn) −
 * D(x))²] is σ²·‖∇ₓD(x)‖² (Lin et al., "Diffusion adversarial post-training", arXiv 2501.08316).
 * The discriminator has one logit per pixel. The exact penalty would need one backward pass for
 * each logit; this estimate needs one additional forward pass, and is the average over all logits.
 *
 * @param weight 0 for none
 * @param seed of the noise
 */
record GradientPenalty(DjlOps ops, double weight, long seed) {
  /**
   * Half of an 8-bit level is 0.002: with a smaller σ rounding matters, with a much larger σ the
   * slope changes.
   */
  static final double SIGMA = 0.01;

  /** Separates this noise from other uses of the seed. */
  private static final long STREAM = 1L << 42;

  boolean isOn() {
    return weight > 0;
  }

  /**
   * Appends noisy copies to real images.
   *
   * @param real images (N, 3, H, W) in [0, 1]
   * @param draw number of this call, so that each call has different noise
   * @return {@code real}, followed by the same images with noise: (2N, 3, H, W)
   */
  NDArray probed(NDArray real, long draw) {
    NDArray noise = DeviceNoise.normal(real.getManager(), seed, STREAM + draw, ops.shape(real));
    return ops.concat(0, List.of(real, real.add(ops.affine(noise, SIGMA, 0))));
  }

  /**
   * Adds the penalty to the loss on real images.
   *
   * @param logits of {@link #probed} images
   * @param real the logits of the first half only; their loss
   * @return loss of the real images plus the penalty, a scalar
   */
  NDArray penalized(NDArray logits, UnaryOperator<NDArray> real) {
    long half = logits.getShape().get(0) / 2;
    NDArray clean = ops.slice(logits, 0, 0, half);
    NDArray change = ops.slice(logits, 0, half, 2 * half).sub(clean);
    double factor = weight / (2 * SIGMA * SIGMA);
    return real.apply(clean).add(ops.affine(ops.mean(ops.square(change)), factor, 0));
  }
}
