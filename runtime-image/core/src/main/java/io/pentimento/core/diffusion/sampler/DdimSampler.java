// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.sampler;

import io.pentimento.core.diffusion.noise.Chunks;
import io.pentimento.core.diffusion.noise.NoiseSource;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.diffusion.schedule.ReverseDistribution;
import io.pentimento.core.random.Purpose;
import io.pentimento.core.tensor.Tensor;
import java.util.Arrays;

/**
 * Implicit sampling (Song et al. 2021); docs/method.md, section 1.6.
 *
 * @param eta 0 is deterministic, 1 as noisy as ancestral sampling
 */
public record DdimSampler(double eta) implements SingleStepSampler {

  public DdimSampler {
    if (!(eta >= 0 && eta <= 1)) {
      throw new IllegalArgumentException("eta must be between 0 and 1, not " + eta);
    }
  }

  @Override
  public Result step(NoiseSchedule schedule, Tensor x, Tensor output, int i, NoiseSource noise) {
    Tensor start = ReverseDistribution.of(schedule, x, output, i).predictedStart();
    double before = schedule.alphaCumprod(i - 1);
    double sigma = sigma(schedule.alphaCumprod(i), before);
    Tensor state =
        towards(
            x,
            start,
            (float) schedule.startFromState(i),
            (float) schedule.startFromNoise(i),
            (float) Math.sqrt(before),
            (float) Math.sqrt(Math.max(0, 1 - before - sigma * sigma)));
    if (i > 0 && sigma > 0) {
      scatter(state, (float) sigma, noise.normal(i, Purpose.REVERSE_STEP, x.shape()));
    }
    float[] logVariance = new float[x.size()];
    Arrays.fill(logVariance, (float) (2 * StrictMath.log(sigma)));
    return new Result(state, start, Tensor.of(logVariance, x.shape()));
  }

  private double sigma(double now, double before) {
    return eta * Math.sqrt((1 - before) / (1 - now)) * Math.sqrt(1 - now / before);
  }

  /** Computes the noise from the clamped estimate and continues with less of it. */
  private static Tensor towards(
      Tensor x, Tensor start, float fromState, float fromNoise, float signal, float spread) {
    float[] next = new float[x.size()];
    Chunks.forEach(
        next.length,
        (from, to) -> {
          for (int k = from; k < to; k++) {
            float x0 = start.data()[k];
            float noise = (fromState * x.data()[k] - x0) / fromNoise;
            next[k] = signal * x0 + spread * noise;
          }
        });
    return Tensor.of(next, x.shape());
  }

  private static void scatter(Tensor state, float sigma, Tensor noise) {
    float[] x = state.data();
    for (int k = 0; k < x.length; k++) {
      x[k] += sigma * noise.data()[k];
    }
  }
}
