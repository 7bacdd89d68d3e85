// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.status;

import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.workflow.stage.StageOutcome;
import io.pentimento.workflow.stage.StageResult;
import java.util.List;

/** Computes the phase of a job, for display. */
public final class Phases {
  private Phases() {}

  public static Phase of(List<StageResult> results, boolean suspended) {
    if (results.stream().anyMatch(StageResult::isFailed)) {
      return Phase.FAILED;
    }
    if (results.stream().allMatch(StageResult::isDone)) {
      return Phase.SUCCEEDED;
    }
    return suspended ? Phase.SUSPENDED : working(results);
  }

  private static Phase working(List<StageResult> results) {
    StageResult current =
        results.stream().filter(result -> !result.isDone()).findFirst().orElseThrow();
    return switch (current.stage()) {
      case PREPARE ->
          current.outcome() instanceof StageOutcome.Waiting ? Phase.PENDING : Phase.PREPARING;
      case GENERATE -> Phase.GENERATING;
      case TRAIN -> Phase.TRAINING;
      case EVALUATE -> Phase.EVALUATING;
      case PUBLISH -> Phase.PUBLISHING;
      case SERVE -> Phase.PROMOTING;
    };
  }
}
