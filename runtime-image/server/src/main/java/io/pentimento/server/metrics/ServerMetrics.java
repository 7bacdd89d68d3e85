// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.pentimento.server.canary.CanaryStatistics;
import io.pentimento.server.failure.UnavailableException;
import io.pentimento.server.model.ModelDescription;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.Locale;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Metrics of the served model and of requests. */
@ApplicationScoped
public class ServerMetrics {
  private final MeterRegistry metrics;
  private final CanaryStatistics canary;

  @Inject
  ServerMetrics(MeterRegistry metrics, CanaryStatistics canary) {
    this.metrics = metrics;
    this.canary = canary;
  }

  void modelLoaded(@Observes ModelDescription model) {
    Gauge.builder("pentimento.model.info", () -> 1)
        .description("The model that is served")
        .tag("architecture", model.architecture())
        .tag("digest", model.digest())
        .register(metrics);
  }

  @ServerResponseFilter
  void count(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getUriInfo().getPath().endsWith("v1/restore")) {
      count(response.getStatus());
    }
  }

  /** Counts a restoration request by the status of its response. */
  public void count(int status) {
    canary.answered(status);
    metrics
        .counter("pentimento.restore.requests", "outcome", Outcome.of(status, "undecodable"))
        .increment();
  }

  /** Counts a request that was answered with 503. */
  public void refused(UnavailableException.Reason reason) {
    metrics
        .counter("pentimento.restore.refusals", "reason", reason.name().toLowerCase(Locale.ROOT))
        .increment();
  }
}
