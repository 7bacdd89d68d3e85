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

/** The metadata of the model in the Open Inference Protocol. */
@Path("/v2/models/{name}")
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
  public ModelMetadata metadata(@PathParam("name") String name) {
    return metadata(name, "");
  }

  @GET
  @Path("versions/{version}")
  public ModelMetadata metadata(
      @PathParam("name") String name, @PathParam("version") String version) {
    catalog.check(name, version);
    return catalog.metadata();
  }

  @GET
  @Path("ready")
  public Response ready(@PathParam("name") String name) {
    return ready(name, "");
  }

  @GET
  @Path("versions/{version}/ready")
  public Response ready(@PathParam("name") String name, @PathParam("version") String version) {
    catalog.check(name, version);
    boolean ready = catalog.isReady();
    return Readiness.answer(ready, new ModelReady(name, ready));
  }
}
