// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.method;

import io.pentimento.core.diffusion.filter.LowPassFilter;
import io.pentimento.core.diffusion.noise.Chunks;
import io.pentimento.core.diffusion.noise.NoiseSource;
import io.pentimento.core.diffusion.sampler.Constraint;
import io.pentimento.core.diffusion.sampler.ReverseSampler;
import io.pentimento.core.diffusion.schedule.ForwardProcess;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.random.Purpose;
import io.pentimento.core.tensor.Tensor;

/**
 * Replaces the low frequencies of the state by those of the guide with fresh noise of the same
 * level: x − φ(x) + φ(y) (the paper's Eq. 4); docs/method.md, section 2.1.
 *
 * @param lastConstrained smallest index of a constrained reverse step
 */
public record LowFrequencyConstraint(LowPassFilter filter, int lastConstrained)
    implements Constraint {

  @Override
  public boolean holds(int i) {
    return i >= lastConstrained;
  }

  @Override
  public Tensor apply(
      NoiseSchedule schedule, ReverseSampler.Result drawn, int i, Tensor guide, NoiseSource noise) {
    Tensor state = drawn.state();
    if (!holds(i)) {
      return state;
    }
    Tensor noised = ForwardProcess.sample(schedule, guide, i - 1, noise, i, Purpose.CONSTRAINT);
    return add(state, filter.apply(subtract(noised, state)));
  }

  /** x̂₀ − φ(x̂₀) + φ(y₀), without noise on the guide. */
  @Override
  public Tensor correct(Tensor predictedStart, Tensor guide) {
    Tensor corrected = add(predictedStart, filter.apply(subtract(guide, predictedStart)));
    float[] x = corrected.data();
    Chunks.forEach(
        x.length,
        (from, to) -> {
          for (int k = from; k < to; k++) {
            x[k] = Math.max(-1, Math.min(1, x[k]));
          }
        });
    return corrected;
  }

  /** Because φ is linear, φ(y − x) replaces φ(y) and φ(x). */
  private static Tensor subtract(Tensor y, Tensor x) {
    float[] difference = new float[y.size()];
    Chunks.forEach(
        difference.length,
        (from, to) -> {
          for (int k = from; k < to; k++) {
            difference[k] = y.data()[k] - x.data()[k];
          }
        });
    return Tensor.of(difference, x.shape());
  }

  private static Tensor add(Tensor x, Tensor change) {
    float[] sum = change.data();
    Chunks.forEach(
        sum.length,
        (from, to) -> {
          for (int k = from; k < to; k++) {
            sum[k] += x.data()[k];
          }
        });
    return change;
  }
}
