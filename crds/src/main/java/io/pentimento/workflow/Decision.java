// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow;

import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The actions to carry out and the status to write.
 *
 * @param status to be written before the actions are carried out
 * @param requeueAt when to decide again even if nothing changes
 */
public record Decision(
    List<Action> actions, AdaptationJobStatus status, Optional<Instant> requeueAt) {
  public Decision {
    actions = List.copyOf(actions);
  }
}
