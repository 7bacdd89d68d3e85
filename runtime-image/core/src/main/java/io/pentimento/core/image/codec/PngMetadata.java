// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The chunks of a PNG file that define how it is displayed. */
final class PngMetadata {
  private static final int SIGNATURE = 8;

  /** Length, type and check sum. */
  private static final int FRAME = 12;

  private static final int AFTER_HEADER = SIGNATURE + FRAME + 13;
  private static final Set<String> COLOURS = Set.of("iCCP", "sRGB", "gAMA", "cHRM");
  private static final Set<String> OTHERS = Set.of("eXIf", "pHYs");

  private PngMetadata() {}

  /**
   * Whole chunks with their checksums: orientation, resolution, and the colours if requested.
   *
   * @param file whose structure has been checked
   */
  static List<byte[]> chunks(byte[] file, boolean colours) {
    List<byte[]> chunks = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(file);
    String type = "";
    for (int at = SIGNATURE; !type.equals("IEND"); ) {
      int end = at + FRAME + in.getInt(at);
      type = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
      if (OTHERS.contains(type) || (colours && COLOURS.contains(type))) {
        chunks.add(Arrays.copyOfRange(file, at, end));
      }
      at = end;
    }
    return chunks;
  }

  static int insertionPoint() {
    return AFTER_HEADER;
  }
}
