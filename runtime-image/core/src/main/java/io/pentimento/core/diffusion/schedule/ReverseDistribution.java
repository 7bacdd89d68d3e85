// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.schedule;

import io.pentimento.core.diffusion.noise.Chunks;
import io.pentimento.core.diffusion.noise.NotFiniteException;
import io.pentimento.core.tensor.Tensor;
import java.util.Arrays;

/**
 * The network's normal distribution of the next state, p(x at i−1 | x at i).
 *
 * @param mean (N, 3, H, W)
 * @param logVariance (N, 3, H, W), natural logarithm
 * @param predictedStart the estimate of the clean image, clamped to [−1, 1]
 */
public record ReverseDistribution(Tensor mean, Tensor logVariance, Tensor predictedStart) {

  /**
   * Converts the network's output: noise and the learned variance between the bounds β̃ and β;
   * docs/method.md, section 1.6.
   *
   * @param x states (N, 3, H, W) at index {@code i}
   * @param output of the network, (N, 6, H, W)
   * @throws IllegalStateException if the output has another shape or is not finite
   */
  public static ReverseDistribution of(NoiseSchedule schedule, Tensor x, Tensor output, int i) {
    require(x, output);
    Tensor mean = Tensor.zeros(x.shape());
    Tensor logVariance = Tensor.zeros(x.shape());
    Tensor start = Tensor.zeros(x.shape());
    Step step = Step.at(schedule, i);
    int each = x.size() / Math.toIntExact(x.dim(0));
    for (int n = 0; n < x.dim(0); n++) {
      int at = n * each;
      int shift = n * each;
      Chunks.forEach(
          each,
          (from, to) -> {
            for (int k = at + from; k < at + to; k++) {
              float noise = output.data()[k + shift];
              float share = (output.data()[k + shift + each] + 1) / 2;
              checkFinite(noise, share, schedule.timestep(i));
              float x0 = step.startFromState * x.data()[k] - step.startFromNoise * noise;
              float clamped = Math.max(-1, Math.min(1, x0));
              start.data()[k] = clamped;
              mean.data()[k] = step.meanFromStart * clamped + step.meanFromState * x.data()[k];
              logVariance.data()[k] = share * step.largest + (1 - share) * step.smallest;
            }
          });
    }
    return new ReverseDistribution(mean, logVariance, start);
  }

  private static void checkFinite(float noise, float share, int timestep) {
    if (!Float.isFinite(noise) || !Float.isFinite(share)) {
      throw NotFiniteException.at(timestep);
    }
  }

  /**
   * Checks the shape of a prior's output.
   *
   * @throws IllegalStateException if the output does not have twice the channels of x
   */
  public static void require(Tensor x, Tensor output) {
    long[] expected = x.shape();
    expected[1] *= 2;
    if (!Arrays.equals(expected, output.shape())) {
      throw new IllegalStateException(
          "the diffusion network's output for %s must be %s (noise and variance), not %s"
              .formatted(x, Arrays.toString(expected), Arrays.toString(output.shape())));
    }
  }

  /** The coefficients of one step in float32. */
  private record Step(
      float startFromState,
      float startFromNoise,
      float meanFromStart,
      float meanFromState,
      float smallest,
      float largest) {

    static Step at(NoiseSchedule s, int i) {
      return new Step(
          (float) s.startFromState(i),
          (float) s.startFromNoise(i),
          (float) s.meanFromStart(i),
          (float) s.meanFromState(i),
          (float) s.posteriorLogVariance(i),
          (float) s.logBeta(i));
    }
  }
}
