// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.local;

import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.api.v1alpha1.status.Progress;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.contract.StageKey;
import io.pentimento.reason.NormalReason;
import io.pentimento.reason.Reason;
import java.util.List;

/** Creates the status of jobs and stages, with the fields that displays read. */
final class StageStatuses {
  static final StageKey KEY = new StageKey("a".repeat(64));

  private StageStatuses() {}

  static AdaptationJobStatus job(Phase phase, StageStatus... stages) {
    return AdaptationJobStatus.empty().withPhase(phase).withStages(List.of(stages));
  }

  static AdaptationJobStatus job(Phase phase, int percentage, Long secondsLeft) {
    return job(phase).withProgress(new Progress(percentage, secondsLeft, "2026-11-28T12:00:00Z"));
  }

  static StageStatus succeeded(StageName stage, ItemCounts items) {
    return stage(stage, StageState.SUCCEEDED, NormalReason.COMPLETED, null, items);
  }

  static StageStatus running(StageName stage, ItemCounts items) {
    return stage(stage, StageState.RUNNING, NormalReason.RUNNING, null, items);
  }

  static StageStatus with(StageName stage, StageState state, Reason reason, String message) {
    return stage(stage, state, reason, message, null);
  }

  private static StageStatus stage(
      StageName stage, StageState state, Reason reason, String message, ItemCounts items) {
    return new StageStatus(
        stage,
        KEY.hex(),
        null,
        1,
        null,
        null,
        null,
        items,
        state,
        reason.word(),
        message,
        null,
        null);
  }
}
