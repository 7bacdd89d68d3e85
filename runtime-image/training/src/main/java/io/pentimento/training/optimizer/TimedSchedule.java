package io.pentimento.training.optimizer;

import java.util.function.DoubleSupplier;

/**
 * A cosine schedule that also ends with a time budget: its place on the curve is the share of the
 * steps or of the time that is over, whichever is greater.
 *
 * @param elapsed share of the time that is over, in [0, 1]
 */
public record TimedSchedule(CosineSchedule cosine, DoubleSupplier elapsed)
    implements LearningRateSchedule {

  @Override
  public double rate(long step) {
    return step < cosine.warmUp()
        ? cosine.rate(step)
        : cosine.rate(Math.max(step, (long) (elapsed.getAsDouble() * cosine.steps())));
  }
}
