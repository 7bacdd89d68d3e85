// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.sampler;

import io.pentimento.core.diffusion.noise.NoiseSource;
import io.pentimento.core.diffusion.sampler.ReverseProcess.Reached;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.tensor.Tensor;

/** Draws each state only from the previous one; the constraint is applied to the drawn state. */
public sealed interface SingleStepSampler extends ReverseSampler permits DdpmSampler, DdimSampler {

  /**
   * One reverse step from index {@code i} to {@code i}−1.
   *
   * @param x states (N, 3, H, W) in [−1, 1] plus noise
   * @param output of the network at x, (N, 6, H, W)
   * @param noise provides fresh noise, called only if the step needs it
   */
  Result step(NoiseSchedule schedule, Tensor x, Tensor output, int i, NoiseSource noise);

  @Override
  default ReverseProcess start(
      NoiseSchedule schedule, Constraint constraint, Tensor guide, NoiseSource noise) {
    return (x, output, i, constrained) -> {
      Result drawn = step(schedule, x, output, i, noise);
      Tensor state =
          constrained ? constraint.apply(schedule, drawn, i, guide, noise) : drawn.state();
      return new Reached(state, drawn.predictedStart());
    };
  }
}
