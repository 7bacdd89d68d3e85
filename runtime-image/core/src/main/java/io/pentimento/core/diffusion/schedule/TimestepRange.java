// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.schedule;

/**
 * The range of timesteps of the full schedule that a method uses.
 *
 * @param noisiest timestep of the first reverse step
 * @param cleanest timestep of the last reverse step, at most {@code noisiest}
 */
public record TimestepRange(int noisiest, int cleanest) {

  public TimestepRange {
    if (cleanest < 0 || noisiest < cleanest) {
      throw new IllegalArgumentException(
          "the first timestep of the reverse steps must not be below the last: %d, %d"
              .formatted(noisiest, cleanest));
    }
  }

  /** From pure noise to the clean image. */
  public static TimestepRange whole(NoiseSchedule schedule) {
    return new TimestepRange(schedule.fullSteps() - 1, 0);
  }

  /** Number of timesteps. */
  public int count() {
    return noisiest - cleanest + 1;
  }
}
