package io.pentimento.server.model;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the model is loaded; until then it reports the reason. */
@Readiness
@ApplicationScoped
class ModelReadiness implements HealthCheck {
  private final ServedModel model;

  @Inject
  ModelReadiness(ServedModel model) {
    this.model = model;
  }

  @Override
  public HealthCheckResponse call() {
    return model
        .missing()
        .map(reason -> HealthCheckResponse.named("model").down().withData("reason", reason).build())
        .orElseGet(() -> HealthCheckResponse.named("model").up().build());
  }
}
