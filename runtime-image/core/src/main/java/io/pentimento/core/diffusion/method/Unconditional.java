// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.method;

import io.pentimento.core.diffusion.method.LoopPlan.Outcome;
import io.pentimento.core.diffusion.sampler.Constraint;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.diffusion.schedule.TimestepRange;

/**
 * Adds noise of level K to the guide and denoises it without constraint: SDEdit (Meng et al. 2022)
 * and DifFace (Yue and Loy 2022); docs/method.md, section 2.5.
 *
 * @param startTimestep K, in steps of the full schedule
 */
public record Unconditional(int startTimestep) implements SamplingMethod {

  /**
   * @throws IllegalArgumentException if K corresponds to no step or exceeds the schedule
   */
  @Override
  public LoopPlan plan(NoiseSchedule schedule, int height, int width) {
    int first = SamplingMethod.firstIndex(schedule, startTimestep);
    return new LoopPlan(StartState.noisedGuide(first), first, 0, Constraint.none(), Outcome.STATE);
  }

  @Override
  public TimestepRange range(NoiseSchedule schedule) {
    return new TimestepRange(startTimestep - 1, 0);
  }
}
