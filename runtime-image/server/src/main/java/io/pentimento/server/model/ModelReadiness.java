// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.model;

import io.pentimento.server.shutdown.Termination;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the model is loaded and the server is not shutting down. */
@Readiness
@ApplicationScoped
class ModelReadiness implements HealthCheck {
  private final ServedModel model;
  private final Termination termination;

  @Inject
  ModelReadiness(ServedModel model, Termination termination) {
    this.model = model;
    this.termination = termination;
  }

  @Override
  public HealthCheckResponse call() {
    if (termination.hasBegun()) {
      return HealthCheckResponse.named("model")
          .down()
          .withData("reason", "The server is shutting down.")
          .build();
    }
    return model
        .missing()
        .map(reason -> HealthCheckResponse.named("model").down().withData("reason", reason).build())
        .orElseGet(() -> HealthCheckResponse.named("model").up().build());
  }
}
