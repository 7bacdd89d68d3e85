// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.method;

import io.pentimento.core.diffusion.filter.LowPassFilter;
import io.pentimento.core.diffusion.method.LoopPlan.Outcome;
import io.pentimento.core.diffusion.sampler.Constraint;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.diffusion.schedule.TimestepRange;

/**
 * Algorithm 1 of the paper: adds noise of level K to the restored image and denoises it. Its low
 * frequencies are constrained down to level L; docs/method.md, section 2.1.
 *
 * @param startTimestep K, in steps of the full schedule
 * @param constraintEndTimestep L, in steps of the full schedule, at most K
 * @param lowPassFactor N
 * @param startIndexOffset 0 as in the paper; 1 as in the authors' code, where the start has the
 *     noise of the next noisier step
 * @param returnBeforeConstraint false as in the paper; true as in the authors' code, where the last
 *     step is never constrained; matters only for L = 0
 */
public record LowFrequencyConstrained(
    int startTimestep,
    int constraintEndTimestep,
    int lowPassFactor,
    int startIndexOffset,
    boolean returnBeforeConstraint)
    implements SamplingMethod {

  public LowFrequencyConstrained {
    if (constraintEndTimestep < 0 || constraintEndTimestep > startTimestep) {
      throw new IllegalArgumentException(
          "constraintEndTimestep (L) must be between 0 and startTimestep (K = %d), not %d"
              .formatted(startTimestep, constraintEndTimestep));
    }
    if (startIndexOffset < 0 || startIndexOffset > 1) {
      throw new IllegalArgumentException(
          "startIndexOffset must be 0 (the paper) or 1 (the authors' code), not "
              + startIndexOffset);
    }
  }

  /** The settings of the paper. */
  public static LowFrequencyConstrained strict(int startTimestep, int endTimestep, int factor) {
    return new LowFrequencyConstrained(startTimestep, endTimestep, factor, 0, false);
  }

  /** The settings of the authors' code; section 2.2. */
  public static LowFrequencyConstrained asReleased(int startTimestep, int endTimestep, int factor) {
    return new LowFrequencyConstrained(startTimestep, endTimestep, factor, 1, true);
  }

  /**
   * @throws IllegalArgumentException if K corresponds to no step or exceeds the schedule, or N does
   *     not divide the size
   */
  @Override
  public LoopPlan plan(NoiseSchedule schedule, int height, int width) {
    int first = SamplingMethod.firstIndex(schedule, startTimestep);
    int level = first + startIndexOffset;
    if (level >= schedule.steps()) {
      throw new IllegalArgumentException(
          ("startTimestep (K) %d is the last of %d kept steps, and the offset needs one more:"
                  + " choose another K or more steps")
              .formatted(startTimestep, schedule.steps()));
    }
    Constraint constraint =
        new LowFrequencyConstraint(
            LowPassFilter.of(height, width, lowPassFactor),
            schedule.keptAmong(constraintEndTimestep));
    return new LoopPlan(
        StartState.noisedGuide(level),
        first,
        0,
        constraint,
        returnBeforeConstraint ? Outcome.UNCONSTRAINED_STATE : Outcome.STATE);
  }

  @Override
  public TimestepRange range(NoiseSchedule schedule) {
    return new TimestepRange(startTimestep - 1, 0);
  }
}
