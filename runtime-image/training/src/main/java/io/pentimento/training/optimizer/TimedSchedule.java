// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.optimizer;

import java.util.function.DoubleSupplier;

/**
 * A cosine schedule that can also end with a time budget: the position on the curve is the larger
 * of the elapsed fractions of steps and time.
 *
 * @param elapsed fraction of the time, in [0, 1]
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
