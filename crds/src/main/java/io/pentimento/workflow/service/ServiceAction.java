// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.service;

import io.pentimento.api.v1alpha1.service.ModelAddress;
import io.pentimento.workflow.canary.CanaryTarget;
import java.util.Optional;

/** Something that the cluster has to do for a service. Actions are idempotent. */
public sealed interface ServiceAction {

  /** Start servers with this model. Once they are ready, they replace the current ones. */
  record RollOut(ModelAddress model) implements ServiceAction {}

  /** Restore the servers of this model, which served before. */
  record GoBack(ModelAddress model) implements ServiceAction {}

  /**
   * Bring the servers of a canary and the weights of its route to the wanted state.
   *
   * @param model the new model; empty if the spec now names another one
   */
  record SteerCanary(CanaryTarget target, Optional<ModelAddress> model) implements ServiceAction {}

  /** Delete the servers. */
  record Stop() implements ServiceAction {}
}
