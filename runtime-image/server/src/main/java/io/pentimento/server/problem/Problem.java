// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.problem;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/**
 * The body of an error response (RFC 9457).
 *
 * @param title the type of problem, equal for all problems of the type
 * @param detail describes this occurrence
 */
public record Problem(String type, String title, int status, @Nullable String detail) {
  public static final MediaType MEDIA_TYPE = new MediaType("application", "problem+json");

  public static Problem of(int status, String title, @Nullable String detail) {
    return new Problem("about:blank", title, status, detail);
  }

  public Response.ResponseBuilder response() {
    return Response.status(status).type(MEDIA_TYPE).entity(this);
  }
}
