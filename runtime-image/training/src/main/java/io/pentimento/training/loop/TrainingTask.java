package io.pentimento.training.loop;

import java.util.Map;

/**
 * Something that learns step by step. A step's result depends on the state and the step's number
 * only, so that an interrupted training that is restored goes on to the same weights.
 */
public interface TrainingTask {

  /** Steps taken so far. */
  long step();

  /** Takes one step and returns the losses by name. */
  Map<String, Double> advance();

  /** The whole state of the training, by part. */
  Checkpoint checkpoint();

  void restore(Checkpoint checkpoint);
}
