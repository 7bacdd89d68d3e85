package io.pentimento.server.restore;

import io.pentimento.server.model.ModelDescription;
import io.pentimento.server.model.ServedModel;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code GET /v1/model}: what is being served. */
@Path("/v1/model")
public class ModelResource {
  private final ServedModel model;

  @Inject
  ModelResource(ServedModel model) {
    this.model = model;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public ModelDescription describe() {
    return model.restorer().description();
  }
}
