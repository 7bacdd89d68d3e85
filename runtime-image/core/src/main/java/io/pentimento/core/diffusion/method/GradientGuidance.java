// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.method;

import io.pentimento.core.diffusion.noise.Chunks;
import io.pentimento.core.diffusion.noise.NoiseSource;
import io.pentimento.core.diffusion.sampler.Constraint;
import io.pentimento.core.diffusion.sampler.ReverseSampler;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.tensor.Tensor;

/**
 * Shifts a state by −s·Σ·2(x̂₀ − guide). Shifting the mean of a normal distribution shifts a sample
 * by the same amount, so that this can be applied after the sample is drawn.
 */
record GradientGuidance(double scale) implements Constraint {

  @Override
  public boolean holds(int i) {
    return true;
  }

  @Override
  public Tensor correct(Tensor predictedStart, Tensor guide) {
    throw new UnsupportedOperationException(
        "PGDiff shifts a drawn state: it works with DDPM, but not with DPMSolver");
  }

  @Override
  public Tensor apply(
      NoiseSchedule schedule, ReverseSampler.Result drawn, int i, Tensor guide, NoiseSource noise) {
    float[] state = drawn.state().data();
    float[] start = drawn.predictedStart().data();
    float[] logVariance = drawn.logVariance().data();
    float[] moved = new float[state.length];
    Chunks.forEach(
        moved.length,
        (from, to) -> {
          for (int k = from; k < to; k++) {
            float gradient = 2 * (start[k] - guide.data()[k]);
            float variance = (float) StrictMath.exp(logVariance[k]);
            moved[k] = state[k] - (float) scale * variance * gradient;
          }
        });
    return Tensor.of(moved, drawn.state().shape());
  }
}
