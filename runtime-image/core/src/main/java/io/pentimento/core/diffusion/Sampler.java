package io.pentimento.core.diffusion;

import io.pentimento.core.tensor.Tensor;

/** Draws the next, less noisy state. */
public sealed interface Sampler permits DdpmSampler, DdimSampler {

  /**
   * One reverse step from index {@code i} to {@code i}−1.
   *
   * @param x states (N, 3, H, W) in [−1, 1] plus noise
   * @param output of the network at x, (N, 6, H, W)
   * @param noise asked for the step's fresh noise, only if it needs some
   */
  Result step(NoiseSchedule schedule, Tensor x, Tensor output, int i, NoiseSource noise);

  /**
   * Where a step arrived.
   *
   * @param state at index i−1
   * @param predictedStart what the step took the clean image to be, in [−1, 1]
   * @param logVariance of the step's normal distribution, natural logarithm; −∞ where it draws
   *     nothing
   */
  record Result(Tensor state, Tensor predictedStart, Tensor logVariance) {}
}
