// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.sampler;

import io.pentimento.core.diffusion.noise.NoiseSource;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.tensor.Tensor;

/**
 * Constrains a run to its guide. For samplers that draw each state from the previous one, it
 * changes the state ({@link #apply}). For multistep solvers it changes the estimate of the clean
 * image ({@link #correct}), which contains no noise, so that successive estimates can be
 * extrapolated.
 */
public interface Constraint {

  /** Whether the step at index {@code i} is constrained. */
  boolean holds(int i);

  /**
   * The constrained state; the drawn state if the step is not constrained.
   *
   * @param drawn the state at index {@code i}−1 and the distribution it was drawn from
   * @param i index of the reverse step that drew it
   * @param guide images (N, 3, H, W) in [−1, 1]
   */
  Tensor apply(
      NoiseSchedule schedule, ReverseSampler.Result drawn, int i, Tensor guide, NoiseSource noise);

  /**
   * The constrained estimate of the clean image, in [−1, 1].
   *
   * @param predictedStart the network's estimate at a step that {@link #holds}, (N, 3, H, W) in
   *     [−1, 1]
   * @param guide images (N, 3, H, W) in [−1, 1]
   * @throws UnsupportedOperationException if this constraint is defined only for drawn states
   */
  Tensor correct(Tensor predictedStart, Tensor guide);

  /** Constrains no step. */
  static Constraint none() {
    return NoConstraint.INSTANCE;
  }
}
