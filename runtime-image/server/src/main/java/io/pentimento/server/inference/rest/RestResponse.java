package io.pentimento.server.inference.rest;

/**
 * The answer to an inference request.
 *
 * @param jsonLength the bytes of the JSON at the beginning of the body
 */
record RestResponse(byte[] body, int jsonLength) {
  boolean isBinary() {
    return jsonLength < body.length;
  }
}
