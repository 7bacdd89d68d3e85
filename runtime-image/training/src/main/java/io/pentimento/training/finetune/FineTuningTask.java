package io.pentimento.training.finetune;

import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.training.loop.TrainingTask;

/** A restorer's fine-tuning, whatever its architecture and its losses. */
public interface FineTuningTask extends TrainingTask, AutoCloseable {

  /** The restorer's weights to serve, by the names of its checkpoint. */
  StateDict best();

  @Override
  void close();
}
