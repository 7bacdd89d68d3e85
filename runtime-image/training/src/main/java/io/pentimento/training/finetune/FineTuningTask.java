// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.finetune;

import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.training.loop.TrainingTask;

/** The fine-tuning of a restorer of any architecture with any losses. */
public interface FineTuningTask extends TrainingTask, AutoCloseable {

  /** The weights of the adapted restorer, with the names of its checkpoint. */
  StateDict best();

  @Override
  void close();
}
