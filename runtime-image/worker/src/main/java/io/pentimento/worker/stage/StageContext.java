package io.pentimento.worker.stage;

import io.pentimento.api.v1alpha1.StageName;
import io.pentimento.stage.SourceLocator;
import io.pentimento.stage.StageDocument;
import io.pentimento.stage.WorkspaceLayout;
import io.pentimento.training.inference.Inference;
import io.pentimento.worker.source.Secrets;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * Where and how a stage runs.
 *
 * @param shard of {@link StageDocument#shards()}, from 0
 * @param threads for inference; 0 for all cores
 * @param interrupted becomes true when the process was asked to stop
 */
record StageContext(
    StageDocument document,
    WorkspaceLayout layout,
    SourceLocator sources,
    Secrets secrets,
    int shard,
    int threads,
    ProgressWriter progress,
    BooleanSupplier interrupted) {

  /**
   * How networks run.
   *
   * @throws IllegalArgumentException if the process was told to use a device that nobody knows
   */
  Inference inference() {
    return Inference.ofThisProcess(threads);
  }

  /** Folder of this stage's artefact. */
  Path output() {
    return layout.artifact(document.stage(), document.key());
  }

  /** Folder of a finished stage's artefact. */
  Path input(StageName stage) {
    return layout.artifact(stage, document.upstream(stage));
  }

  void stopIfInterrupted() {
    if (interrupted.getAsBoolean()) {
      throw StageFailure.interrupted();
    }
  }
}
