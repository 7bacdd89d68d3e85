// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.sampler;

import io.pentimento.core.diffusion.noise.NoiseSource;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.tensor.Tensor;

/** Constrains no step. */
enum NoConstraint implements Constraint {
  INSTANCE;

  @Override
  public boolean holds(int i) {
    return false;
  }

  @Override
  public Tensor apply(
      NoiseSchedule schedule, ReverseSampler.Result drawn, int i, Tensor guide, NoiseSource noise) {
    return drawn.state();
  }

  @Override
  public Tensor correct(Tensor predictedStart, Tensor guide) {
    return predictedStart;
  }
}
