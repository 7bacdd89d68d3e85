// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.rest;

import io.pentimento.server.failure.InvalidInferenceException;

/** The header with the length of the JSON, after which binary data begins. */
final class JsonLength {
  private JsonLength() {}

  /**
   * @param header null for a body that is only JSON
   * @return -1 for a body that is only JSON
   * @throws InvalidInferenceException if it is not a number of bytes
   */
  static int parse(String header) {
    try {
      int length = header == null ? -1 : Integer.parseUnsignedInt(header.strip());
      return header == null ? length : checked(length, Integer.MAX_VALUE);
    } catch (NumberFormatException e) {
      throw new InvalidInferenceException(
          "%s is '%s'; it must be the number of bytes of the JSON."
              .formatted(RestInference.HEADER_LENGTH, header),
          e);
    }
  }

  /**
   * @throws InvalidInferenceException if the body is shorter
   */
  static int checked(int length, int body) {
    if (length < 0 || length > body) {
      throw new InvalidInferenceException(
          "%s is %d, but the body has %d bytes."
              .formatted(RestInference.HEADER_LENGTH, length, body));
    }
    return length;
  }
}
