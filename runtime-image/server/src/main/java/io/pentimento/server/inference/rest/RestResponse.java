// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.rest;

/**
 * The response to an inference request.
 *
 * @param jsonLength the length of the JSON at the beginning of the body, in bytes
 */
record RestResponse(byte[] body, int jsonLength) {
  boolean isBinary() {
    return jsonLength < body.length;
  }
}
