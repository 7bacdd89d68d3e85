// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.canary;

import io.pentimento.api.v1alpha1.rollout.CanarySpec;
import java.util.Optional;

/**
 * The canary that the owner of the servers requests.
 *
 * @param policy empty if new models are rolled out at once
 * @param model digest of the model that is to serve; empty if none may
 * @param mayStart whether another model serves and this one is about to replace it
 * @param isEdited whether the spec was edited since the last decision, so that a rejected model
 *     gets another chance
 * @param isPaused whether the canary may not advance
 * @param promotion state of the serving Deployment
 * @param servers number of servers with the serving model
 */
public record CanaryRequest(
    Optional<CanarySpec> policy,
    Optional<String> model,
    boolean mayStart,
    boolean isEdited,
    boolean isPaused,
    Promotion promotion,
    int servers) {

  /** For an owner that wants no canary, such as one that is being deleted. */
  public static CanaryRequest none() {
    return new CanaryRequest(
        Optional.empty(), Optional.empty(), false, false, false, Promotion.PENDING, 0);
  }

  /** What became of the new model in the serving Deployment. */
  public enum Promotion {
    PENDING,
    DONE,
    FAILED,
    /** The time for the rollout is over. */
    LATE
  }
}
