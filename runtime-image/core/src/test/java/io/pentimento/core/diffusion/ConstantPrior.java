// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion;

import io.pentimento.core.diffusion.sampler.NoisePredictor;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A prior that predicts a constant grey image and records its calls. */
public final class ConstantPrior implements NoisePredictor {
  private final NoiseSchedule schedule;
  private final float value;
  private final List<Integer> visited = new ArrayList<>();

  public ConstantPrior(NoiseSchedule schedule, float value) {
    this.schedule = schedule;
    this.value = value;
  }

  /** Noise and variance (6 channels). */
  @Override
  public Tensor predict(Tensor x, long[] timesteps) {
    int i = 0;
    while (schedule.timestep(i) != timesteps[0]) {
      i++;
    }
    visited.add(i);
    long[] shape = x.shape();
    shape[1] *= 2;
    Tensor output = Tensor.zeros(shape);
    for (int k = 0; k < x.size(); k++) {
      output.data()[k] = (float) ((x.data()[k] - schedule.signal(i) * value) / schedule.noise(i));
    }
    return output;
  }

  /** Indices of the steps, in the order of the calls. */
  public List<Integer> visited() {
    return List.copyOf(visited);
  }

  public static Tensor image(float value, int size) {
    Tensor image = Tensor.zeros(1, 3, size, size);
    Arrays.fill(image.data(), value);
    return image;
  }

  public static double mean(Tensor x) {
    double sum = 0;
    for (float value : x.data()) {
      sum += value;
    }
    return sum / x.size();
  }
}
