// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image.codec;

import io.pentimento.core.image.CorruptImageException;
import io.pentimento.core.image.ExifOrientation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * The chunks of a PNG file: size from IHDR, orientation from eXIf; checksums are verified, and IEND
 * must be present.
 */
final class PngStructure {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  /** Channels by colour type; a palette counts as three. */
  private static final int[] CHANNELS = {1, 0, 3, 3, 2, 0, 4};

  private PngStructure() {}

  static boolean matches(byte[] file) {
    return file.length >= 8 && Arrays.equals(file, 0, 8, SIGNATURE, 0, 8);
  }

  static ImageHeader parse(byte[] file, String name) {
    ByteBuffer in = ByteBuffer.wrap(file).position(SIGNATURE.length);
    ByteBuffer first = chunk(in, name);
    ImageHeader header = header(type(first), first, name);
    for (String type = ""; !type.equals("IEND"); ) {
      ByteBuffer chunk = chunk(in, name);
      type = type(chunk);
      if (type.equals("eXIf")) {
        header = header.oriented(ExifOrientation.ofTiff(chunk.slice(4, chunk.remaining() - 4), 1));
      }
    }
    return header;
  }

  /** Type and data of the next chunk, with verified checksum. */
  private static ByteBuffer chunk(ByteBuffer in, String name) {
    if (in.remaining() < 12) {
      throw cutShort(name);
    }
    int length = in.getInt();
    if (length < 0 || length > in.remaining() - 8) {
      throw cutShort(name);
    }
    ByteBuffer chunk = in.slice(in.position(), length + 4);
    in.position(in.position() + length + 4);
    CRC32 crc = new CRC32();
    crc.update(chunk.duplicate());
    if ((int) crc.getValue() != in.getInt()) {
      throw new CorruptImageException(
          "%s has a damaged PNG chunk %s (wrong checksum)".formatted(name, type(chunk)));
    }
    return chunk;
  }

  private static String type(ByteBuffer chunk) {
    return StandardCharsets.ISO_8859_1.decode(chunk.slice(0, 4)).toString();
  }

  private static ImageHeader header(String type, ByteBuffer chunk, String name) {
    int colour = chunk.remaining() == 17 ? chunk.get(13) : -1;
    int width = colour < 0 ? 0 : chunk.getInt(4);
    int height = colour < 0 ? 0 : chunk.getInt(8);
    if (!type.equals("IHDR") || width < 1 || height < 1 || colour >= CHANNELS.length) {
      throw new CorruptImageException("%s has no valid PNG header".formatted(name));
    }
    return new ImageHeader(ImageHeader.Format.PNG, width, height, CHANNELS[colour], 1);
  }

  private static CorruptImageException cutShort(String name) {
    return new CorruptImageException("%s is truncated: its last chunk is missing".formatted(name));
  }
}
