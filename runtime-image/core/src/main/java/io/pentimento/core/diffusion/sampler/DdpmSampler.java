// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.sampler;

import io.pentimento.core.diffusion.noise.Chunks;
import io.pentimento.core.diffusion.noise.NoiseSource;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.diffusion.schedule.ReverseDistribution;
import io.pentimento.core.random.Purpose;
import io.pentimento.core.tensor.Tensor;

/**
 * Ancestral sampling: mean + [i ≠ 0]·exp(½ log σ²)·z (Ho et al. 2020, with the learned variance of
 * Nichol and Dhariwal 2021); docs/method.md, section 1.6.
 */
public record DdpmSampler() implements SingleStepSampler {

  @Override
  public Result step(NoiseSchedule schedule, Tensor x, Tensor output, int i, NoiseSource noise) {
    ReverseDistribution p = ReverseDistribution.of(schedule, x, output, i);
    if (i > 0) {
      scatter(p.mean(), p.logVariance(), noise.normal(i, Purpose.REVERSE_STEP, x.shape()));
    }
    return new Result(p.mean(), p.predictedStart(), p.logVariance());
  }

  /** StrictMath, because the result must not depend on the JVM; see BoxMuller. */
  private static void scatter(Tensor mean, Tensor logVariance, Tensor noise) {
    float[] x = mean.data();
    float[] log = logVariance.data();
    float[] z = noise.data();
    Chunks.forEach(
        x.length,
        (from, to) -> {
          for (int k = from; k < to; k++) {
            x[k] += (float) StrictMath.exp(0.5f * log[k]) * z[k];
          }
        });
  }
}
