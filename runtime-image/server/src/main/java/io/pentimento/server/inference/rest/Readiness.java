// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.rest;

import jakarta.ws.rs.core.Response;

/** Readiness responses; probes evaluate the status code. */
final class Readiness {
  private Readiness() {}

  static Response answer(boolean ready, Object body) {
    return Response.status(ready ? Response.Status.OK : Response.Status.SERVICE_UNAVAILABLE)
        .entity(body)
        .build();
  }
}
