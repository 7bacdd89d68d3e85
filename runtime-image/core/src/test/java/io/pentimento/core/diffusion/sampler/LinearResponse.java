// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.sampler;

import io.pentimento.core.diffusion.GaussianPrior;
import io.pentimento.core.diffusion.noise.NoiseSource;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.tensor.Tensor;
import java.util.Arrays;

/**
 * The exact mean and variance of a sampler's states for a {@link GaussianPrior}.
 *
 * <p>The states are linear in the noise while nothing is clamped. Pixel k therefore gets noise only
 * at one step, and pixel 0 the noise of the start; the sum of the squared responses is the
 * variance.
 */
final class LinearResponse {
  /** Small, so that no estimate is clamped. */
  private static final double UNIT = 1e-3;

  private final GaussianPrior prior;
  private final float variance;
  private final int last;

  /**
   * @param variance the network's output for the variance, from −1 to 1
   * @param last index of the last reverse step
   */
  LinearResponse(GaussianPrior prior, float variance, int last) {
    this.prior = prior;
    this.variance = variance;
    this.last = last;
  }

  /** Mean and variance of the state after the last step. */
  record Moments(double mean, double variance) {}

  /** Starts from the exact distribution of the noisiest state. */
  Moments of(ReverseSampler sampler) {
    NoiseSchedule schedule = prior.schedule();
    int first = schedule.steps() - 1;
    int pixels = schedule.steps() + 2;
    Tensor x = Tensor.zeros(1, 3, 1, pixels);
    Arrays.fill(x.data(), (float) (schedule.signal(first) * prior.mean()));
    x.data()[0] += (float) (UNIT * Math.sqrt(prior.variance(first)));
    NoiseSource noise =
        (step, purpose, shape) -> {
          Tensor one = Tensor.zeros(shape);
          one.data()[1 + step] = (float) UNIT;
          return one;
        };
    ReverseProcess process = sampler.start(schedule, Constraint.none(), x, noise);
    for (int i = first; i >= last; i--) {
      x = process.advance(x, output(x, schedule.timestep(i)), i, true).state();
    }
    return moments(x.data(), pixels);
  }

  private Tensor output(Tensor x, long timestep) {
    Tensor output = prior.predict(x, new long[] {timestep});
    Arrays.fill(output.data(), x.size(), 2 * x.size(), variance);
    return output;
  }

  private static Moments moments(float[] x, int pixels) {
    double mean = x[pixels - 1];
    double sum = 0;
    for (int k = 0; k < pixels; k++) {
      double response = (x[k] - mean) / UNIT;
      sum += response * response;
    }
    return new Moments(mean, sum);
  }
}
