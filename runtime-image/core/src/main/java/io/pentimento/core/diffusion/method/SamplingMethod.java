package io.pentimento.core.diffusion.method;

import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.diffusion.schedule.TimestepRange;

/** A way to make a clean image by the prior from a guide; docs/method.md, section 2.5. */
public sealed interface SamplingMethod
    permits LowFrequencyConstrained,
        Unconditional,
        IterativeRefinement,
        DegradationRemoval,
        PartialGuidance {

  /**
   * How the loop is to run for images of one size.
   *
   * @throws IllegalArgumentException if the parameters do not fit the schedule or the size
   */
  LoopPlan plan(NoiseSchedule schedule, int height, int width);

  /** The timesteps of the full schedule between which the reverse steps of this method lie. */
  TimestepRange range(NoiseSchedule schedule);

  /** Index of the noisiest of the steps that lead down from {@code startTimestep} (K). */
  static int firstIndex(NoiseSchedule schedule, int startTimestep) {
    int steps = schedule.keptAmong(startTimestep);
    if (steps < 1 || steps > schedule.steps()) {
      throw new IllegalArgumentException(
          "startTimestep (K) %d is %d of %d kept steps: choose another K or more steps"
              .formatted(startTimestep, steps, schedule.steps()));
    }
    return steps - 1;
  }
}
