// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.service;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.workflow.canary.CanaryObservation;
import io.pentimento.workflow.observation.ServingState;
import java.util.Map;
import java.util.Optional;

/**
 * Observed state of one service.
 *
 * @param job the AdaptationJob that the spec refers to; empty if there is none
 * @param serving the servers
 * @param addresses of the models that the servers have or had, by digest
 * @param canary the servers and the route of a canary
 * @param selector of the server pods, as labels of a query
 */
public record ServiceObservation(
    Optional<AdaptationJob> job,
    ServingState serving,
    Map<String, String> addresses,
    CanaryObservation canary,
    String selector) {
  public ServiceObservation {
    addresses = Map.copyOf(addresses);
  }

  /** Without a canary. */
  public ServiceObservation(
      Optional<AdaptationJob> job,
      ServingState serving,
      Map<String, String> addresses,
      String selector) {
    this(job, serving, addresses, CanaryObservation.none(), selector);
  }
}
