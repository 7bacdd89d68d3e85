// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.schedule;

import java.util.Arrays;

/**
 * Places steps at equal distances of the logarithm of the signal-to-noise ratio, λ = ½ log(ᾱ /
 * (1−ᾱ)), as in the publication of DPM-Solver (arXiv 2206.00927, section 3.4); docs/method.md,
 * section 1.5.
 *
 * @param steps number of steps; a run from the noisiest to the cleanest timestep uses all of them
 */
public record LogSnrSpacing(int steps) {

  public LogSnrSpacing {
    if (steps < 1) {
      throw new IllegalArgumentException("at least one step is needed, not " + steps);
    }
  }

  /** The schedule of the steps that this spacing keeps within {@code range}. */
  public NoiseSchedule of(NoiseSchedule full, TimestepRange range) {
    return full.respaced(kept(full, range));
  }

  /**
   * The timesteps nearest to equal distances, ascending, including both ends of the range (only the
   * noisiest one for a single step). If several targets have the same nearest timestep, the noisier
   * ones move to the next free timesteps.
   *
   * @throws IllegalArgumentException if the range has fewer timesteps
   */
  int[] kept(NoiseSchedule full, TimestepRange range) {
    if (steps > range.count()) {
      throw new IllegalArgumentException(
          "%d steps do not fit between timesteps %d and %d, which have %d timesteps: choose fewer steps"
              .formatted(steps, range.cleanest(), range.noisiest(), range.count()));
    }
    if (steps == 1) {
      return new int[] {range.noisiest()};
    }
    double high = full.logSnr(range.cleanest());
    double low = full.logSnr(range.noisiest());
    int[] kept = new int[steps];
    Arrays.setAll(kept, k -> nearest(full, range, high + (low - high) * k / (steps - 1)));
    return distinct(kept, range);
  }

  /** λ decreases with the timestep. */
  private static int nearest(NoiseSchedule full, TimestepRange range, double target) {
    int t = range.cleanest();
    while (t < range.noisiest()
        && Math.abs(full.logSnr(t + 1) - target) < Math.abs(full.logSnr(t) - target)) {
      t++;
    }
    return t;
  }

  private static int[] distinct(int[] kept, TimestepRange range) {
    for (int k = 0; k < kept.length; k++) {
      int least = k == 0 ? range.cleanest() : kept[k - 1] + 1;
      int greatest = range.noisiest() - (kept.length - 1 - k);
      kept[k] = Math.min(greatest, Math.max(least, kept[k]));
    }
    return kept;
  }
}
