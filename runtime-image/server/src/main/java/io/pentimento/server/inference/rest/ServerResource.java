// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.rest;

import io.pentimento.server.inference.ModelCatalog;
import io.pentimento.server.inference.ServerMetadata;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Metadata and health of the server in the Open Inference Protocol. */
@Path("/v2")
@Tag(name = "Open Inference Protocol")
@Produces(MediaType.APPLICATION_JSON)
public class ServerResource {
  private final ModelCatalog catalog;

  @Inject
  ServerResource(ModelCatalog catalog) {
    this.catalog = catalog;
  }

  /**
   * The health of the server. The specification names the field {@code live} in both responses, but
   * clients also read {@code ready}.
   */
  public record Health(boolean live, boolean ready) {}

  @GET
  @Operation(summary = "Describes the server")
  public ServerMetadata metadata() {
    return catalog.server();
  }

  @GET
  @Path("health/live")
  @Operation(summary = "Whether the server is live")
  public Health live() {
    return new Health(true, catalog.isReady());
  }

  @GET
  @Path("health/ready")
  @Operation(summary = "Whether the server is ready; 503 if not")
  public Response ready() {
    boolean ready = catalog.isReady();
    return Readiness.answer(ready, new Health(ready, ready));
  }
}
