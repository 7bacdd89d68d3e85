package io.pentimento.server.faces;

import io.pentimento.server.problem.Problem;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers requests that cannot be met with 422. */
class InvalidPhotoRequestMapper {
  @ServerExceptionMapper
  Response invalid(InvalidPhotoRequestException e) {
    return Problem.of(422, "The request cannot be met", e.getMessage()).response().build();
  }
}
