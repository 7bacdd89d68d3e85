// SPDX-License-Identifier: Apache-2.0
package io.pentimento.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The key of a stage's result: the SHA-256 of everything that can change it.
 *
 * @param hex 64 hexadecimal digits
 */
public record StageKey(@JsonValue String hex) {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public StageKey {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("a stage key is 64 hexadecimal digits, not " + hex);
    }
  }

  /** The first digits, for names and logs. */
  public String abbreviated() {
    return hex.substring(0, 12);
  }

  @Override
  public String toString() {
    return hex;
  }
}
