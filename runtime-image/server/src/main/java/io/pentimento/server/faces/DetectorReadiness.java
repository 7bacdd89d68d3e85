// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.faces;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the configured detector is loaded, or if none is configured. */
@Readiness
@ApplicationScoped
class DetectorReadiness implements HealthCheck {
  private static final String NAME = "face-detector";

  private final ServedDetector detector;

  @Inject
  DetectorReadiness(ServedDetector detector) {
    this.detector = detector;
  }

  @Override
  public HealthCheckResponse call() {
    return detector
        .problem()
        .map(reason -> HealthCheckResponse.named(NAME).down().withData("reason", reason).build())
        .orElseGet(() -> HealthCheckResponse.named(NAME).up().build());
  }
}
