// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.canary;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code GET /v1/canary}: what the server measured, for the operator. */
@Path("/v1/canary")
@Tag(name = "Restoration")
public class CanaryResource {
  private final CanaryStatistics statistics;
  private final CanarySampler sampler;

  @Inject
  CanaryResource(CanaryStatistics statistics, CanarySampler sampler) {
    this.statistics = statistics;
    this.sampler = sampler;
  }

  @GET
  @Operation(summary = "Counts requests and compares the model with a candidate")
  @Produces(MediaType.APPLICATION_JSON)
  public CanaryReport report() {
    return new CanaryReport(
        sampler.served().orElse(null), statistics.requests(), statistics.candidate().orElse(null));
  }
}
