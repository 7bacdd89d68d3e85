// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image.codec;

import io.pentimento.core.image.ExifOrientation;
import io.pentimento.core.image.codec.JpegSegments.Segment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The segments of a JPEG file that define how it is displayed. */
final class JpegMetadata {
  private static final int APP2 = 0xe2;
  private static final byte[] ICC = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);

  /** Start marker and the JFIF segment that our encoder writes. */
  private static final int AFTER_JFIF = 2 + 18;

  private JpegMetadata() {}

  /** Whole segments with their markers: EXIF, and the colour profile if requested. */
  static List<byte[]> segments(byte[] file, String name, boolean profile) {
    return JpegSegments.of(file, name).stream()
        .filter(segment -> isExif(segment) || (profile && isProfile(segment)))
        .map(segment -> Arrays.copyOfRange(file, segment.start(), segment.end()))
        .toList();
  }

  private static boolean isExif(Segment segment) {
    return segment.marker() == JpegSegments.APP1 && ExifOrientation.isExif(segment.body());
  }

  private static boolean isProfile(Segment segment) {
    return segment.marker() == APP2
        && segment.body().remaining() >= ICC.length
        && segment.body().slice(0, ICC.length).equals(ByteBuffer.wrap(ICC));
  }

  static int insertionPoint() {
    return AFTER_JFIF;
  }
}
