// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.restore;

import io.pentimento.server.model.ModelDescription;
import io.pentimento.server.model.ServedModel;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code GET /v1/model}: describes the served model. */
@Path("/v1/model")
@Tag(name = "Restoration")
public class ModelResource {
  private final ServedModel model;

  @Inject
  ModelResource(ServedModel model) {
    this.model = model;
  }

  @GET
  @Operation(summary = "Describes the model")
  @Produces(MediaType.APPLICATION_JSON)
  public ModelDescription describe() {
    return model.restorer().description();
  }
}
