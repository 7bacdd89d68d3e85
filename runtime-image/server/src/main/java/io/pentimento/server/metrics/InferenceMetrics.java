// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.pentimento.server.canary.CanaryStatistics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.Locale;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Counts requests of the Open Inference Protocol, and measures their tensors. */
@ApplicationScoped
public class InferenceMetrics {
  /** The transports of the protocol. */
  public enum Protocol {
    REST,
    GRPC
  }

  /** The direction of a tensor. */
  public enum Direction {
    INPUT,
    OUTPUT
  }

  private final MeterRegistry metrics;
  private final CanaryStatistics canary;

  @Inject
  InferenceMetrics(MeterRegistry metrics, CanaryStatistics canary) {
    this.metrics = metrics;
    this.canary = canary;
  }

  @ServerResponseFilter
  void count(ContainerRequestContext request, ContainerResponseContext response) {
    String path = request.getUriInfo().getPath();
    if (path.startsWith("/v2/models/") && path.endsWith("/infer")) {
      count(Protocol.REST, response.getStatus());
    }
  }

  /**
   * Counts an inference request.
   *
   * @param status HTTP status of the response
   */
  public void count(Protocol protocol, int status) {
    canary.answered(status);
    metrics
        .counter(
            "pentimento.inference.requests",
            "protocol",
            name(protocol),
            "outcome",
            Outcome.of(status, "invalid"))
        .increment();
  }

  /** Measures a tensor. */
  public void tensor(Direction direction, String datatype, long bytes) {
    DistributionSummary.builder("pentimento.inference.tensor.bytes")
        .description("Size of tensors")
        .tags("direction", name(direction), "datatype", datatype)
        .register(metrics)
        .record(bytes);
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
