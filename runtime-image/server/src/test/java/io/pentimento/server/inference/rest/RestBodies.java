// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.rest;

import io.pentimento.server.admission.Admission;
import io.pentimento.server.inference.InferenceRequest;

/** Reads bodies of inference requests outside a running server. */
public final class RestBodies {
  private RestBodies() {}

  /**
   * @param jsonLength as given by the client
   */
  public static InferenceRequest read(byte[] body, int jsonLength, Admission.Ticket ticket) {
    int length = JsonLength.checked(jsonLength, body.length);
    return new RestRequestReader(body, length, ticket).read().inference();
  }
}
