// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.optimizer;

import java.util.List;

/**
 * A learning rate that is multiplied by {@code factor} when a milestone is reached, as {@code
 * torch.optim.lr_scheduler.MultiStepLR} does it.
 *
 * @param milestones steps, counted from 0; one that is listed twice is applied twice
 */
public record StepSchedule(double initial, List<Integer> milestones, double factor)
    implements LearningRateSchedule {

  public StepSchedule {
    milestones = List.copyOf(milestones);
  }

  @Override
  public double rate(long step) {
    int passed = (int) milestones.stream().filter(m -> m <= step).count();
    return initial * Math.pow(factor, passed);
  }
}
