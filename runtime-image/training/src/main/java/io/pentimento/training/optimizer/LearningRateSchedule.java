// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.optimizer;

/** The learning rate of each training step. */
public sealed interface LearningRateSchedule permits CosineSchedule, StepSchedule, TimedSchedule {

  /** The rate of step {@code step}, counted from 0. */
  double rate(long step);
}
