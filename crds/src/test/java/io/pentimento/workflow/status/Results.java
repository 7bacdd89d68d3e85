// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.status;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageKey;
import io.pentimento.reason.NormalReason;
import io.pentimento.reason.ResultReason;
import io.pentimento.reason.WaitReason;
import io.pentimento.workflow.observation.ProcessState;
import io.pentimento.workflow.observation.StageRun;
import io.pentimento.workflow.stage.FailureCounts;
import io.pentimento.workflow.stage.StageOutcome;
import io.pentimento.workflow.stage.StageResult;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Results of stages in each state. */
final class Results {
  static final StageKey KEY = new StageKey("0".repeat(64));
  static final Instant SINCE = Instant.parse("2026-11-24T00:00:00Z");

  private Results() {}

  static StageResult done(StageName stage) {
    return of(stage, new StageOutcome.Done(null, NormalReason.COMPLETED, null));
  }

  static StageResult failed(StageName stage) {
    return of(stage, new StageOutcome.Failed(ResultReason.DIVERGED, "the loss is NaN"));
  }

  static StageResult starting(StageName stage, int attempt, FailureCounts failures) {
    return of(stage, new StageOutcome.Start(attempt, failures));
  }

  static StageResult running(StageName stage, ProcessState... processes) {
    List<ProcessState> states =
        processes.length == 0 ? List.of(new ProcessState.Running(null)) : Arrays.asList(processes);
    return of(stage, new StageOutcome.Running(new StageRun(stage, KEY, 2, stage + "-2", states)));
  }

  static StageResult pending(StageName stage) {
    return running(stage, new ProcessState.Pending(SINCE, WaitReason.UNSCHEDULABLE, "no node"));
  }

  /** Of a stage whose predecessor is not finished, so that its key is unknown. */
  static StageResult waiting(StageName stage) {
    return new StageResult(
        stage, null, StageOutcome.waiting(WaitReason.WAITING_FOR_STAGE, "Waits for it"), null);
  }

  static StageResult suspended(StageName stage) {
    return of(stage, StageOutcome.waiting(WaitReason.SUSPENDED, "spec.suspend is true"));
  }

  static StageResult of(StageName stage, StageOutcome outcome) {
    return new StageResult(stage, KEY, outcome, null);
  }
}
