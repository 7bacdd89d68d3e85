// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.faces;

import io.pentimento.server.problem.Problem;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers unsupported requests with 422. */
class InvalidPhotoRequestMapper {
  @ServerExceptionMapper
  Response invalid(InvalidPhotoRequestException e) {
    return Problem.of(422, "The request is not supported", e.getMessage()).response().build();
  }
}
