package io.pentimento.core.diffusion.schedule;

/**
 * The timesteps of the full schedule between which a method's reverse steps lie.
 *
 * @param noisiest where the first reverse step starts
 * @param cleanest where the last one starts, at most {@code noisiest}
 */
public record TimestepRange(int noisiest, int cleanest) {

  public TimestepRange {
    if (cleanest < 0 || noisiest < cleanest) {
      throw new IllegalArgumentException(
          "reverse steps go from a noisier timestep down to a cleaner one, not from %d to %d"
              .formatted(noisiest, cleanest));
    }
  }

  /** From pure noise to the clean image. */
  public static TimestepRange whole(NoiseSchedule schedule) {
    return new TimestepRange(schedule.fullSteps() - 1, 0);
  }

  /** How many timesteps it has. */
  public int count() {
    return noisiest - cleanest + 1;
  }
}
