package io.pentimento.workflow.status;

import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.workflow.stage.StageOutcome;
import io.pentimento.workflow.stage.StageResult;
import java.util.List;

/** Computes the phase of a job, for display. */
public final class Phases {
  private Phases() {}

  public static Phase of(List<StageResult> links, boolean suspended) {
    if (links.stream().anyMatch(StageResult::isFailed)) {
      return Phase.FAILED;
    }
    if (links.stream().allMatch(StageResult::isDone)) {
      return Phase.SUCCEEDED;
    }
    return suspended ? Phase.SUSPENDED : working(links);
  }

  private static Phase working(List<StageResult> links) {
    StageResult current = links.stream().filter(link -> !link.isDone()).findFirst().orElseThrow();
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
