package io.pentimento.workflow;

import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What to do, and what to tell.
 *
 * @param status to be written before anything is done
 * @param requeueAt when to decide again even if nothing is seen to change
 */
public record Decision(
    List<Action> actions, AdaptationJobStatus status, Optional<Instant> requeueAt) {
  public Decision {
    actions = List.copyOf(actions);
  }
}
