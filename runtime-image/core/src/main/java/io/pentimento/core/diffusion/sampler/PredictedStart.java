// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.sampler;

import io.pentimento.core.diffusion.noise.Chunks;
import io.pentimento.core.diffusion.noise.NotFiniteException;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.diffusion.schedule.ReverseDistribution;
import io.pentimento.core.tensor.Tensor;

/** x̂₀, the estimate of the clean image; docs/method.md, section 1.6. */
final class PredictedStart {
  private PredictedStart() {}

  /**
   * √(1/ᾱ)·x − √(1/ᾱ−1)·ε̂, clamped to [−1, 1].
   *
   * @param x states (N, 3, H, W) at index {@code i}
   * @param output of the network, (N, 6, H, W), of which channels 0 to 2 are read
   * @throws IllegalStateException if the output has another shape or its noise is not finite
   */
  static Tensor of(NoiseSchedule schedule, Tensor x, Tensor output, int i) {
    ReverseDistribution.require(x, output);
    float fromState = (float) schedule.startFromState(i);
    float fromNoise = (float) schedule.startFromNoise(i);
    float[] start = new float[x.size()];
    int each = x.size() / Math.toIntExact(x.dim(0));
    Chunks.forEach(
        start.length,
        (from, to) -> {
          for (int k = from; k < to; k++) {
            float noise = output.data()[k + k / each * each];
            requireFinite(noise, schedule.timestep(i));
            start[k] = Math.max(-1, Math.min(1, fromState * x.data()[k] - fromNoise * noise));
          }
        });
    return Tensor.of(start, x.shape());
  }

  private static void requireFinite(float noise, int timestep) {
    if (!Float.isFinite(noise)) {
      throw NotFiniteException.at(timestep);
    }
  }
}
