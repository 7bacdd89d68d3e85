package io.pentimento.training.finetune.adversarial;

import ai.djl.ndarray.NDArray;
import io.pentimento.training.djl.DeviceNoise;
import io.pentimento.training.djl.DjlOps;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * R1, which keeps a discriminator flat around real images: (weight / 2) · E‖∇ₓD(x)‖².
 *
 * <p>Estimated without gradients of gradients: for small σ and unit normal n, E[(D(x + σn) −
 * D(x))²] is σ²·‖∇ₓD(x)‖² (Lin et al., "Diffusion adversarial post-training", arXiv 2501.08316).
 * The discriminator gives one logit per pixel. The exact penalty would take one backward pass for
 * each of them; this estimate takes one more forward pass, and is that of all logits, averaged.
 *
 * @param weight 0 for none
 * @param seed of the noise
 */
record GradientPenalty(DjlOps ops, double weight, long seed) {
  /** Half of an 8-bit level is 0.002: below it rounding shows, far above it the slope changes. */
  static final double SIGMA = 0.01;

  /** Tells this noise apart from other uses of the seed. */
  private static final long STREAM = 1L << 42;

  boolean isOn() {
    return weight > 0;
  }

  /**
   * @param real images (N, 3, H, W) in [0, 1]
   * @param draw number of this use, so that each has noise of its own
   * @return {@code real} and, below, the same with noise: (2N, 3, H, W)
   */
  NDArray probed(NDArray real, long draw) {
    NDArray noise = DeviceNoise.normal(real.getManager(), seed, STREAM + draw, ops.shape(real));
    return ops.concat(0, List.of(real, real.add(ops.affine(noise, SIGMA, 0))));
  }

  /**
   * @param logits of {@link #probed} images
   * @param real the logits of the first half alone; their loss
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
