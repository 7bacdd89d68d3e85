// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference;

import io.pentimento.server.failure.InvalidInferenceException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The binary form of BYTES tensors: each element is preceded by its length, four bytes, unsigned.
 */
public final class RawFiles {
  private RawFiles() {}

  /**
   * Copies of the elements.
   *
   * @throws InvalidInferenceException if a length exceeds the remaining data
   */
  public static List<byte[]> read(ByteBuffer bytes, String tensor) {
    ByteBuffer rest = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    List<byte[]> files = new ArrayList<>();
    while (rest.hasRemaining()) {
      long length = rest.remaining() < Integer.BYTES ? Long.MAX_VALUE : rest.getInt() & 0xffffffffL;
      if (length > rest.remaining()) {
        throw new InvalidInferenceException(
            "The binary data of the tensor '%s' is cut short: each element of BYTES follows its length, four bytes, little-endian."
                .formatted(tensor));
      }
      byte[] file = new byte[(int) length];
      rest.get(file);
      files.add(file);
    }
    return files;
  }

  /** The bytes of elements in this form. */
  public static long size(List<byte[]> files) {
    return files.stream().mapToLong(file -> (long) Integer.BYTES + file.length).sum();
  }

  /** Writes an element. */
  public static void write(byte[] file, ByteBuffer to) {
    to.order(ByteOrder.LITTLE_ENDIAN).putInt(file.length).put(file);
  }
}
