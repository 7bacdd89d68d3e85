// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.optimizer;

/**
 * A learning rate that decreases along half a cosine from {@code max} to {@code min} over {@code
 * steps}, after a linear increase over {@code warmUp} steps.
 */
public record CosineSchedule(double max, double min, long steps, long warmUp)
    implements LearningRateSchedule {

  @Override
  public double rate(long step) {
    if (step < warmUp) {
      return max * (step + 1) / warmUp;
    }
    double progress = Math.min(1, (double) step / steps);
    return min + (max - min) * (1 + Math.cos(Math.PI * progress)) / 2;
  }
}
