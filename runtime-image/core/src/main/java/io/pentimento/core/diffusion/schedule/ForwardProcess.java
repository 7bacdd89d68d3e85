// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.schedule;

import io.pentimento.core.diffusion.noise.Chunks;
import io.pentimento.core.diffusion.noise.NoiseSource;
import io.pentimento.core.random.Purpose;
import io.pentimento.core.tensor.Tensor;

/** Adds noise: q(x at i | x0) = N(√ᾱ·x0, 1−ᾱ); docs/method.md, section 1.6. */
public final class ForwardProcess {
  private ForwardProcess() {}

  /**
   * √ᾱ·{@code start} + √(1−ᾱ)·{@code noise}.
   *
   * @param level index of the schedule
   */
  public static Tensor sample(NoiseSchedule schedule, Tensor start, int level, Tensor noise) {
    float signal = (float) schedule.signal(level);
    float spread = (float) schedule.noise(level);
    float[] x0 = start.data();
    float[] z = noise.data();
    float[] x = new float[x0.length];
    Chunks.forEach(
        x.length,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            x[i] = signal * x0[i] + spread * z[i];
          }
        });
    return Tensor.of(x, start.shape());
  }

  /**
   * The same with noise from {@code source} for {@code step}. At level −1, the clean image itself;
   * no noise is drawn.
   */
  public static Tensor sample(
      NoiseSchedule schedule, Tensor start, int level, NoiseSource source, int step, Purpose use) {
    return level < 0
        ? start
        : sample(schedule, start, level, source.normal(step, use, start.shape()));
  }
}
