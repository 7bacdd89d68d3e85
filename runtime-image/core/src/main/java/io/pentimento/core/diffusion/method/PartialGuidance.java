// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.method;

import io.pentimento.core.diffusion.method.LoopPlan.Outcome;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.diffusion.schedule.TimestepRange;

/**
 * Samples from pure noise and shifts the mean of every step towards the guide: by the gradient of
 * ‖x̂₀ − guide‖², taken at x̂₀ and scaled by the variance of the step. PGDiff (Yang et al. 2023),
 * with the restored image as its smooth target; docs/method.md, section 2.5.
 *
 * @param scale of the gradient, about 0.1; 0 disables the guidance
 */
public record PartialGuidance(double scale) implements SamplingMethod {

  public PartialGuidance {
    if (!(scale >= 0 && Double.isFinite(scale))) {
      throw new IllegalArgumentException(
          "the guidance scale must not be negative, but is " + scale);
    }
  }

  @Override
  public LoopPlan plan(NoiseSchedule schedule, int height, int width) {
    return new LoopPlan(
        StartState.pureNoise(),
        schedule.steps() - 1,
        0,
        new GradientGuidance(scale),
        Outcome.STATE);
  }

  @Override
  public TimestepRange range(NoiseSchedule schedule) {
    return TimestepRange.whole(schedule);
  }
}
