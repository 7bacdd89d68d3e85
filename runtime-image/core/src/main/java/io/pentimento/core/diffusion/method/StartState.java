// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.method;

import io.pentimento.core.diffusion.noise.NoiseSource;
import io.pentimento.core.diffusion.schedule.ForwardProcess;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.random.Purpose;
import io.pentimento.core.tensor.Tensor;

/** The first state of a sampling loop. */
@FunctionalInterface
public interface StartState {

  /**
   * The first state.
   *
   * @param guide images (N, 3, H, W) in [−1, 1]
   * @return of the same shape
   */
  Tensor draw(NoiseSchedule schedule, Tensor guide, NoiseSource noise);

  /** The guide with noise of index {@code level}. */
  static StartState noisedGuide(int level) {
    return (schedule, guide, noise) ->
        ForwardProcess.sample(schedule, guide, level, noise, level, Purpose.START);
  }

  /** Pure noise; the guide is only used by the constraint. */
  static StartState pureNoise() {
    return (schedule, guide, noise) ->
        noise.normal(schedule.steps() - 1, Purpose.START, guide.shape());
  }
}
