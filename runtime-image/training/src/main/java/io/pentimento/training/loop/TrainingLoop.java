// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.loop;

import io.pentimento.training.optimizer.DivergedException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Runs a task to its last step; writes checkpoints at intervals and when interrupted. */
public final class TrainingLoop {

  /** Is called after every step. */
  @FunctionalInterface
  public interface Listener {
    void stepped(long step, long of, Map<String, Double> losses);
  }

  /** The result of a run. */
  public enum Outcome {
    FINISHED,
    INTERRUPTED
  }

  private final CheckpointFolder folder;
  private final long steps;
  private final long checkpointInterval;

  public TrainingLoop(CheckpointFolder folder, long steps, long checkpointInterval) {
    this.folder = folder;
    this.steps = steps;
    this.checkpointInterval = checkpointInterval;
  }

  /**
   * Restores the newest checkpoint, if any, and continues the training.
   *
   * @param interrupted called between steps; if true, a checkpoint is written and the method
   *     returns
   * @throws DivergedException if gradients or weights become NaN or infinite; the newest checkpoint
   *     then has finite weights
   */
  public Outcome run(TrainingTask task, Listener listener, BooleanSupplier interrupted)
      throws IOException {
    Optional<Checkpoint> newest = folder.read();
    newest.ifPresent(task::restore);
    while (task.step() < steps) {
      if (interrupted.getAsBoolean()) {
        save(task);
        return Outcome.INTERRUPTED;
      }
      Map<String, Double> losses = task.advance();
      listener.stepped(task.step(), steps, losses);
      if (task.step() % checkpointInterval == 0 || task.step() == steps) {
        save(task);
      }
    }
    return Outcome.FINISHED;
  }

  private void save(TrainingTask task) throws IOException {
    Checkpoint checkpoint = task.checkpoint();
    if (!checkpoint.isFinite()) {
      throw DivergedException.weights(task.step());
    }
    folder.write(checkpoint);
  }
}
