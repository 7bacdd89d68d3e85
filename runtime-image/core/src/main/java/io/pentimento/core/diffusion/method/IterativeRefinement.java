// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.method;

import io.pentimento.core.diffusion.filter.LowPassFilter;
import io.pentimento.core.diffusion.method.LoopPlan.Outcome;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.diffusion.schedule.TimestepRange;

/**
 * Samples from pure noise while the low frequencies are constrained to those of a guide down to
 * level L: iterative latent variable refinement (ILVR, Choi et al. 2021); docs/method.md, section
 * 2.5.
 *
 * @param constraintEndTimestep L, in steps of the full schedule
 * @param lowPassFactor N
 */
public record IterativeRefinement(int constraintEndTimestep, int lowPassFactor)
    implements SamplingMethod {

  public IterativeRefinement {
    if (constraintEndTimestep < 0) {
      throw new IllegalArgumentException(
          "constraintEndTimestep (L) must not be negative, but is " + constraintEndTimestep);
    }
  }

  /**
   * @throws IllegalArgumentException if N does not divide the size, or L leaves no constrained step
   */
  @Override
  public LoopPlan plan(NoiseSchedule schedule, int height, int width) {
    int lastConstrained = schedule.keptAmong(constraintEndTimestep);
    if (lastConstrained >= schedule.steps()) {
      throw new IllegalArgumentException(
          "constraintEndTimestep (L) %d of %d leaves no constrained step"
              .formatted(constraintEndTimestep, schedule.fullSteps()));
    }
    return new LoopPlan(
        StartState.pureNoise(),
        schedule.steps() - 1,
        0,
        new LowFrequencyConstraint(LowPassFilter.of(height, width, lowPassFactor), lastConstrained),
        Outcome.STATE);
  }

  @Override
  public TimestepRange range(NoiseSchedule schedule) {
    return TimestepRange.whole(schedule);
  }
}
