package io.pentimento.core.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The orientation tag (0x0112) in the first directory of an EXIF segment. */
final class ExifOrientation {
  private static final int TAG = 0x0112;
  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

  private ExifOrientation() {}

  /**
   * The orientation 1 to 8 in an APP1 segment's body, or {@code otherwise} where there is none or
   * the tag is broken: a photograph is not refused for its metadata.
   */
  static int of(ByteBuffer app1, int otherwise) {
    if (app1.remaining() < 14 || !app1.slice(0, 6).equals(ByteBuffer.wrap(EXIF))) {
      return otherwise;
    }
    ByteBuffer tiff = app1.slice(6, app1.remaining() - 6);
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int at = tiff.getInt(4);
    if (at < 8 || at > tiff.limit() - 2) {
      return otherwise;
    }
    int entries = Math.min(tiff.getShort(at) & 0xffff, (tiff.limit() - at - 2) / 12);
    for (int i = 0; i < entries; i++) {
      int entry = at + 2 + 12 * i;
      if ((tiff.getShort(entry) & 0xffff) == TAG) {
        int value = tiff.getShort(entry + 8);
        return value >= 1 && value <= 8 ? value : otherwise;
      }
    }
    return otherwise;
  }

  /**
   * Where the upright image's pixel (x, y) lies in the stored one.
   *
   * @param width of the stored image
   * @param height of the stored image
   * @return y · width + x in the stored image
   */
  static int source(int orientation, int x, int y, int width, int height) {
    int right = width - 1;
    int bottom = height - 1;
    return switch (orientation) {
      case 2 -> y * width + right - x;
      case 3 -> (bottom - y) * width + right - x;
      case 4 -> (bottom - y) * width + x;
      case 5 -> x * width + y;
      case 6 -> (bottom - x) * width + y;
      case 7 -> (bottom - x) * width + right - y;
      case 8 -> x * width + right - y;
      default -> y * width + x;
    };
  }

  static boolean transposes(int orientation) {
    return orientation >= 5;
  }
}
