// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.pentimento.server.failure.InvalidInferenceException;
import java.io.IOException;

/**
 * Reads JSON values other than the contents of tensors. As objects they need many times the memory
 * of their text, so that long ones are rejected.
 */
final class SmallValue {
  private static final int MOST_BYTES = 64 << 10;

  private SmallValue() {}

  /**
   * Reads the value that begins with the current token.
   *
   * @throws InvalidInferenceException if it is too long
   */
  static JsonNode read(JsonParser json) throws IOException {
    long start = json.currentTokenLocation().getByteOffset();
    try (TokenBuffer tokens = new TokenBuffer(json)) {
      int depth = copy(json, tokens, start);
      while (depth > 0) {
        json.nextToken();
        depth += copy(json, tokens, start);
      }
      try (JsonParser copy = tokens.asParser(json.getCodec())) {
        return copy.readValueAsTree();
      }
    }
  }

  /** Copies a token and returns its change of the depth. */
  private static int copy(JsonParser json, TokenBuffer tokens, long start) throws IOException {
    JsonToken token = json.currentToken();
    if (token == null) {
      throw new InvalidInferenceException("The request is not valid JSON: it is cut short.");
    }
    checkLength(json, start);
    tokens.copyCurrentEvent(json);
    return token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
  }

  private static void checkLength(JsonParser json, long start) throws IOException {
    if (json.currentLocation().getByteOffset() - start > MOST_BYTES) {
      throw new InvalidInferenceException(
          "'%s' is longer than %d bytes.".formatted(json.currentName(), MOST_BYTES));
    }
  }
}
