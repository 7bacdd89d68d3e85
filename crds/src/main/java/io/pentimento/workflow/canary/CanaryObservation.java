// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.canary;

import java.util.Optional;

/**
 * Observed state of a canary: route, servers and measurements.
 *
 * @param measured empty if no server of one of the models could be asked
 */
public record CanaryObservation(
    RouteState route, Optional<CandidateServers> candidate, Optional<CanaryMeasurements> measured) {

  /** Without servers and without a route, as on one machine. */
  public static CanaryObservation none() {
    return new CanaryObservation(new RouteState.NoGatewayApi(), Optional.empty(), Optional.empty());
  }
}
