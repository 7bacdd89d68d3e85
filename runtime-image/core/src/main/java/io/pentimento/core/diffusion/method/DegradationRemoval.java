// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.method;

import io.pentimento.core.diffusion.filter.LowPassFilter;
import io.pentimento.core.diffusion.method.LoopPlan.Outcome;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.diffusion.schedule.TimestepRange;

/**
 * Adds noise of level ω to the degraded image, denoises it down to τ with constrained low
 * frequencies, and returns the estimate of the clean image at that step: a smooth face without the
 * degradation, which a restorer then sharpens. DR2 (Wang et al. 2023); docs/method.md, section 2.5.
 *
 * @param startTimestep ω, in steps of the full schedule
 * @param endTimestep τ, in steps of the full schedule, below ω
 * @param lowPassFactor N; 1 replaces the whole state by the noisy image
 */
public record DegradationRemoval(int startTimestep, int endTimestep, int lowPassFactor)
    implements SamplingMethod {

  public DegradationRemoval {
    if (endTimestep < 0 || endTimestep >= startTimestep) {
      throw new IllegalArgumentException(
          "the end (τ) must be between 0 and the start (ω = %d), not %d"
              .formatted(startTimestep, endTimestep));
    }
  }

  /**
   * @throws IllegalArgumentException if N does not divide the size, or ω exceeds the schedule
   */
  @Override
  public LoopPlan plan(NoiseSchedule schedule, int height, int width) {
    // ω is an index, while K is a count: use the last index if ω is one beyond it.
    int first = Math.min(schedule.keptAmong(startTimestep), schedule.steps() - 1);
    int last = Math.min(schedule.keptAmong(endTimestep), first);
    return new LoopPlan(
        StartState.noisedGuide(first),
        first,
        last,
        new LowFrequencyConstraint(LowPassFilter.of(height, width, lowPassFactor), 0),
        Outcome.PREDICTED_START);
  }

  @Override
  public TimestepRange range(NoiseSchedule schedule) {
    return new TimestepRange(Math.min(startTimestep, schedule.fullSteps() - 1), endTimestep);
  }
}
