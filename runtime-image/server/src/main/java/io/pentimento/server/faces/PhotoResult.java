// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.faces;

/**
 * The body of a response.
 *
 * @param message one sentence that states how many faces were restored and left out
 * @param faces number of restored faces
 */
record PhotoResult(byte[] body, String mediaType, String message, int faces) {}
