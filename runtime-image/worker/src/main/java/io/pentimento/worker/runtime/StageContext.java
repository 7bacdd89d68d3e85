// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.runtime;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.SourceLocator;
import io.pentimento.contract.StageDocument;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.training.inference.Inference;
import io.pentimento.worker.source.Secrets;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * Environment of a stage.
 *
 * @param output folder in which the stage writes its artefact
 * @param shard of {@link StageDocument#shards()}, from 0
 * @param threads for inference; 0 for all cores
 * @param interrupted becomes true when the process is asked to stop
 */
public record StageContext(
    StageDocument document,
    WorkspaceLayout layout,
    Path output,
    SourceLocator sources,
    Secrets secrets,
    int shard,
    int threads,
    ProgressWriter progress,
    BooleanSupplier interrupted) {

  /** The same stage, with another output folder until the artefact is published. */
  public StageContext in(Path folder, BooleanSupplier newInterrupted) {
    return new StageContext(
        document, layout, folder, sources, secrets, shard, threads, progress, newInterrupted);
  }

  /**
   * The device and engine of networks.
   *
   * @throws IllegalArgumentException if the configured device is unknown
   */
  public Inference inference() {
    return Inference.ofThisProcess(threads);
  }

  /** Folder of this stage's published artefact. */
  public Path artifact() {
    return layout.artifact(document.stage(), document.key());
  }

  /** Folder of this stage's unpublished artefacts. */
  public Path staging() {
    return layout.staging(document.stage(), document.key());
  }

  /** Folder of a finished stage's artefact. */
  public Path input(StageName stage) {
    return layout.artifact(stage, document.upstream(stage));
  }

  public void stopIfInterrupted() {
    if (interrupted.getAsBoolean()) {
      throw StageFailure.interrupted();
    }
  }
}
