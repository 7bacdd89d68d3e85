// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image;

import io.pentimento.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The orientation tag (0x0112) in the first directory of EXIF data. */
public final class ExifOrientation {
  private static final int TAG = 0x0112;
  private static final int ENTRY_BYTES = 12;
  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

  private ExifOrientation() {}

  /**
   * The orientation 1 to 8 in the body of an APP1 segment, or {@code otherwise} if there is none or
   * the tag is invalid: an image is never rejected because of its metadata.
   */
  public static int ofSegment(ByteBuffer app1, int otherwise) {
    return isExif(app1) ? ofTiff(app1, otherwise) : otherwise;
  }

  /** Whether the body of an APP1 segment contains EXIF data. */
  public static boolean isExif(ByteBuffer app1) {
    return app1.remaining() >= EXIF.length
        && app1.slice(0, EXIF.length).equals(ByteBuffer.wrap(EXIF));
  }

  /** The same for TIFF data without segment, as in PNG's eXIf chunk; JPEG's prefix is optional. */
  public static int ofTiff(ByteBuffer data, int otherwise) {
    int start = isExif(data) ? EXIF.length : 0;
    ByteBuffer tiff = data.slice(start, data.remaining() - start);
    if (tiff.remaining() < 8) {
      return otherwise;
    }
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int at = tiff.getInt(4);
    if (at < 8 || at > tiff.limit() - 2) {
      return otherwise;
    }
    int entries = Math.min(tiff.getShort(at) & 0xffff, (tiff.limit() - at - 2) / ENTRY_BYTES);
    for (int i = 0; i < entries; i++) {
      int entry = at + 2 + ENTRY_BYTES * i;
      if ((tiff.getShort(entry) & 0xffff) == TAG) {
        long value = value(tiff, entry);
        return value >= 1 && value <= 8 ? (int) value : otherwise;
      }
    }
    return otherwise;
  }

  /** EXIF requires a SHORT; some programs write another integer type. */
  private static long value(ByteBuffer tiff, int entry) {
    return switch (tiff.getShort(entry + 2)) {
      case 1, 6 -> tiff.get(entry + 8);
      case 4, 9 -> tiff.getInt(entry + 8);
      default -> tiff.getShort(entry + 8);
    };
  }

  /**
   * Index in the stored image of the pixel (x, y) of the upright image.
   *
   * @param width of the stored image
   * @param height of the stored image
   * @return y · width + x in the stored image
   */
  public static int source(int orientation, int x, int y, int width, int height) {
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

  /** Rotates an upright picture to the form that is stored with this orientation. */
  public static Tensor stored(Tensor upright, int orientation) {
    if (orientation <= 1) {
      return upright;
    }
    int height = Math.toIntExact(upright.dim(2));
    int width = Math.toIntExact(upright.dim(3));
    int storedHeight = transposes(orientation) ? width : height;
    int storedWidth = transposes(orientation) ? height : width;
    float[] out = new float[upright.size()];
    for (int row = 0; row < 3 * height; row++) {
      int plane = row / height * height * width;
      for (int x = 0; x < width; x++) {
        int to = source(orientation, x, row % height, storedWidth, storedHeight);
        out[plane + to] = upright.data()[row * width + x];
      }
    }
    return Tensor.of(out, 1, 3, storedHeight, storedWidth);
  }

  public static boolean transposes(int orientation) {
    return orientation >= 5;
  }
}
