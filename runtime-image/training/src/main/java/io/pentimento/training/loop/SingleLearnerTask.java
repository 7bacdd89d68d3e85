// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.loop;

import io.pentimento.training.optimizer.Learner;
import java.util.Map;

/** A training of one network: its state is that of one learner. */
public interface SingleLearnerTask extends TrainingTask {

  /** What the steps change. */
  Learner learner();

  /** Name of the learner's state in a checkpoint. */
  String role();

  @Override
  default long step() {
    return learner().step();
  }

  @Override
  default Checkpoint checkpoint() {
    return new Checkpoint(Map.of(role(), learner().state()));
  }

  @Override
  default void restore(Checkpoint checkpoint) {
    learner().restore(checkpoint.of(role()));
  }
}
