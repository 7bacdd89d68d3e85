package io.pentimento.training.optimizer;

/** How the learning rate falls during a training. */
public sealed interface LearningRateSchedule permits CosineSchedule, StepSchedule, TimedSchedule {

  /** The rate of step {@code step}, counted from 0. */
  double rate(long step);
}
