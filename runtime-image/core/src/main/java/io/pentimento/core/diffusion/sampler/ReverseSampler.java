// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.sampler;

import io.pentimento.core.diffusion.noise.NoiseSource;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.tensor.Tensor;

/** A discretisation of the reverse process. Immutable; {@link #start} creates a run. */
public sealed interface ReverseSampler permits SingleStepSampler, DpmSolver {

  /**
   * Starts a run.
   *
   * @param guide images (N, 3, H, W) in [−1, 1]
   */
  ReverseProcess start(
      NoiseSchedule schedule, Constraint constraint, Tensor guide, NoiseSource noise);

  /**
   * The result of a step.
   *
   * @param state at index i−1
   * @param predictedStart the estimate of the clean image, in [−1, 1]
   * @param logVariance of the step's normal distribution, natural logarithm; −∞ if the step is
   *     deterministic
   */
  record Result(Tensor state, Tensor predictedStart, Tensor logVariance) {}
}
