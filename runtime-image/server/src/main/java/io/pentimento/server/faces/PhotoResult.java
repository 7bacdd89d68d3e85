package io.pentimento.server.faces;

/**
 * The body of an answer.
 *
 * @param message one sentence about what was found and restored
 * @param faces how many faces were restored
 */
record PhotoResult(byte[] body, String mediaType, String message, int faces) {}
