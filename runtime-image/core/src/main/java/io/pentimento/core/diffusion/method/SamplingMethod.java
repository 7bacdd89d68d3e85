// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.method;

import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.diffusion.schedule.TimestepRange;

/** A method to sample a clean image from the prior with a guide; docs/method.md, section 2.5. */
public sealed interface SamplingMethod
    permits LowFrequencyConstrained,
        Unconditional,
        IterativeRefinement,
        DegradationRemoval,
        PartialGuidance {

  /**
   * The plan of the loop for images of one size.
   *
   * @throws IllegalArgumentException if the parameters do not match the schedule or the size
   */
  LoopPlan plan(NoiseSchedule schedule, int height, int width);

  /** The range of timesteps of the full schedule that this method uses. */
  TimestepRange range(NoiseSchedule schedule);

  /** Index of the noisiest step below {@code startTimestep} (K). */
  static int firstIndex(NoiseSchedule schedule, int startTimestep) {
    int steps = schedule.keptAmong(startTimestep);
    if (steps < 1 || steps > schedule.steps()) {
      throw new IllegalArgumentException(
          "startTimestep (K) %d corresponds to step %d of %d kept steps: choose another K or more steps"
              .formatted(startTimestep, steps, schedule.steps()));
    }
    return steps - 1;
  }
}
