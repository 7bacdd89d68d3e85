// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.content;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes that a format has at a fixed position.
 *
 * @param latin1 one character per byte
 */
record Signature(int offset, String latin1) {

  boolean isIn(byte[] start) {
    byte[] expected = latin1.getBytes(StandardCharsets.ISO_8859_1);
    int end = offset + expected.length;
    return start.length >= end && Arrays.equals(start, offset, end, expected, 0, expected.length);
  }
}
