// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.testing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** PNG files of any length. */
public final class Padding {
  /** Signature and IHDR. */
  private static final int HEAD = 33;

  private Padding() {}

  /** The same image with a text of some bytes in it. */
  public static byte[] add(byte[] png, int bytes) {
    byte[] text = new byte[bytes];
    byte[] type = "tEXt".getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(type);
    crc.update(text);
    return ByteBuffer.allocate(png.length + bytes + 12)
        .put(png, 0, HEAD)
        .putInt(bytes)
        .put(type)
        .put(text)
        .putInt((int) crc.getValue())
        .put(png, HEAD, png.length - HEAD)
        .array();
  }
}
