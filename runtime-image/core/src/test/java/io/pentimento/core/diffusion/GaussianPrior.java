// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion;

import io.pentimento.core.diffusion.sampler.NoisePredictor;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.tensor.Tensor;

/**
 * The exact noise predictor of images whose pixels are independent and normal, with one mean and
 * one deviation: ε = σ·(x − α·mean) / (α²·deviation² + σ²).
 */
public record GaussianPrior(NoiseSchedule schedule, double mean, double deviation)
    implements NoisePredictor {

  @Override
  public Tensor predict(Tensor x, long[] timesteps) {
    int i = indexOf(timesteps[0]);
    long[] shape = x.shape();
    shape[1] *= 2;
    Tensor output = Tensor.zeros(shape);
    int each = x.size() / timesteps.length;
    for (int k = 0; k < x.size(); k++) {
      double centred = x.data()[k] - schedule.signal(i) * mean;
      output.data()[k + k / each * each] = (float) (schedule.noise(i) * centred / variance(i));
    }
    return output;
  }

  private int indexOf(long timestep) {
    int i = 0;
    while (schedule.timestep(i) != timestep) {
      i++;
    }
    return i;
  }

  /** The distribution of the noisy state at index {@code i}. */
  public double variance(int i) {
    double signal = schedule.signal(i) * deviation;
    return signal * signal + schedule.noise(i) * schedule.noise(i);
  }

  /**
   * The result of the probability flow: the distance from the mean in standard deviations is
   * preserved.
   */
  public double flow(double x, int from, int to) {
    double centred = x - schedule.signal(from) * mean;
    return schedule.signal(to) * mean + centred * Math.sqrt(variance(to) / variance(from));
  }
}
