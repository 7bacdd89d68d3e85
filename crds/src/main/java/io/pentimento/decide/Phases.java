package io.pentimento.decide;

import io.pentimento.api.v1alpha1.Phase;
import java.util.List;

/** The word for people. */
final class Phases {
  private Phases() {}

  static Phase of(List<Link> links, boolean suspended) {
    if (links.stream().anyMatch(Link::isFailed)) {
      return Phase.FAILED;
    }
    if (links.stream().allMatch(Link::isDone)) {
      return Phase.SUCCEEDED;
    }
    return suspended ? Phase.SUSPENDED : working(links);
  }

  private static Phase working(List<Link> links) {
    Link current = links.stream().filter(link -> !link.isDone()).findFirst().orElseThrow();
    return switch (current.stage()) {
      case PREPARE ->
          current.outcome() instanceof StageOutcome.Waiting ? Phase.PENDING : Phase.PREPARING;
      case GENERATE -> Phase.GENERATING;
      case TRAIN -> Phase.TRAINING;
      case EVALUATE -> Phase.EVALUATING;
      case SERVE -> Phase.PROMOTING;
    };
  }
}
