// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.rest;

import static java.util.Objects.requireNonNullElse;

import io.pentimento.server.problem.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Converts problems of requests under {@code /v2} into errors of the protocol. */
class InferenceErrorFilter {
  private static final String ROOT = "/v2";

  @ServerResponseFilter
  void convert(ContainerRequestContext request, ContainerResponseContext response) {
    String path = request.getUriInfo().getPath();
    boolean ofProtocol = path.equals(ROOT) || path.startsWith(ROOT + "/");
    if (ofProtocol && response.getEntity() instanceof Problem problem) {
      response.setEntity(
          new InferenceError(requireNonNullElse(problem.detail(), problem.title())),
          null,
          MediaType.APPLICATION_JSON_TYPE);
    }
  }
}
