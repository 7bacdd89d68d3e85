// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.loop;

import java.util.Map;

/**
 * A training that proceeds in steps. The result of a step depends only on the state and the step's
 * number, so that a resumed training reaches the same weights as an uninterrupted one.
 */
public interface TrainingTask {

  /** Steps taken so far. */
  long step();

  /** Takes one step and returns the losses by name. */
  Map<String, Double> advance();

  /** The complete state of the training, by part. */
  Checkpoint checkpoint();

  void restore(Checkpoint checkpoint);
}
