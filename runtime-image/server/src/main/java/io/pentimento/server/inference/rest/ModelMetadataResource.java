// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.rest;

import io.pentimento.server.inference.ModelCatalog;
import io.pentimento.server.inference.ModelMetadata;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The metadata of the model in the Open Inference Protocol. */
@Path("/v2/models/{name}")
@Tag(name = "Open Inference Protocol")
@Produces(MediaType.APPLICATION_JSON)
public class ModelMetadataResource {
  private final ModelCatalog catalog;

  @Inject
  ModelMetadataResource(ModelCatalog catalog) {
    this.catalog = catalog;
  }

  /** Whether a model is ready. */
  public record ModelReady(String name, boolean ready) {}

  @GET
  @Operation(summary = "Describes the tensors and versions of the model")
  public ModelMetadata metadata(@PathParam("name") String name) {
    return metadata(name, "");
  }

  @GET
  @Path("versions/{version}")
  @Operation(summary = "Describes a version of the model")
  public ModelMetadata metadata(
      @PathParam("name") String name, @PathParam("version") String version) {
    catalog.check(name, version);
    return catalog.metadata();
  }

  @GET
  @Path("ready")
  @Operation(summary = "Whether the model is ready; 503 if not")
  public Response ready(@PathParam("name") String name) {
    return ready(name, "");
  }

  @GET
  @Path("versions/{version}/ready")
  @Operation(summary = "Whether a version of the model is ready; 503 if not")
  public Response ready(@PathParam("name") String name, @PathParam("version") String version) {
    catalog.check(name, version);
    boolean ready = catalog.isReady();
    return Readiness.answer(ready, new ModelReady(name, ready));
  }
}
