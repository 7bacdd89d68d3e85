// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.generate;

import io.pentimento.api.v1alpha1.pseudotarget.PseudoTargetSelection;
import io.pentimento.contract.StageParameters;
import io.pentimento.worker.dataset.MadeTarget;
import io.pentimento.worker.dataset.ModelImages;
import io.pentimento.worker.runtime.PreparedIndex;
import io.pentimento.worker.runtime.StageContext;
import io.pentimento.worker.selection.JobCriterion;
import io.pentimento.worker.selection.SeedCandidates;
import io.pentimento.worker.stage.generate.PseudoTargetBatch.TargetMaker;
import org.jspecify.annotations.Nullable;

/** Makes one pseudo target per image, or selects the best of several by the job's criterion. */
final class TargetSelection implements AutoCloseable {
  private final @Nullable PseudoTargetSelection settings;
  private final @Nullable JobCriterion criterion;

  private TargetSelection(
      @Nullable PseudoTargetSelection settings, @Nullable JobCriterion criterion) {
    this.settings = settings;
    this.criterion = criterion;
  }

  static TargetSelection open(StageContext context, PreparedIndex index, ModelImages images) {
    StageParameters.Generate job = (StageParameters.Generate) context.document().parameters();
    PseudoTargetSelection settings = job.pseudoTargets().selection();
    return settings == null
        ? new TargetSelection(null, null)
        : new TargetSelection(
            settings,
            JobCriterion.open(
                settings, index, images, job.qualityNetwork(), context.inference().onnx()));
  }

  TargetMaker best(PseudoTargetMaker maker) {
    if (settings == null || criterion == null) {
      return (degraded, items, listener) ->
          MadeTarget.each(maker.make(degraded, items, 0, listener));
    }
    SeedCandidates candidates = criterion.candidates(settings);
    return (degraded, items, listener) ->
        candidates.select(
            degraded,
            () -> maker.restored(degraded),
            number -> maker.make(degraded, items, number, listener));
  }

  @Override
  public void close() {
    if (criterion != null) {
      criterion.close();
    }
  }
}
