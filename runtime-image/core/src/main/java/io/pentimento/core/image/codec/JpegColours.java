// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The meaning of the colour components of a JPEG file, by the rules of libjpeg: a JFIF marker means
 * YCbCr; otherwise Adobe's marker decides; otherwise the component identifiers R, G, B mean RGB,
 * and all others YCbCr.
 */
enum JpegColours {
  GREY(-1),
  YCBCR(1),
  RGB(0),
  CMYK(0),
  YCCK(2);

  private static final List<Integer> RGB_IDS = List.of((int) 'R', (int) 'G', (int) 'B');
  private static final int NO_MARKER = -1;
  private static final int TRANSFORM_OFFSET = 11;

  private final int adobeTransform;

  JpegColours(int adobeTransform) {
    this.adobeTransform = adobeTransform;
  }

  static JpegColours of(JpegFrame frame, List<JpegSegments.Segment> segments) {
    int adobe = adobeTransform(segments);
    return switch (frame.componentIds().size()) {
      case 1 -> GREY;
      case 3 -> isJfif(segments) ? YCBCR : ofThree(frame, adobe);
      default -> adobe == NO_MARKER || adobe == 0 ? CMYK : YCCK;
    };
  }

  private static JpegColours ofThree(JpegFrame frame, int adobe) {
    boolean rgb = adobe == NO_MARKER ? frame.componentIds().equals(RGB_IDS) : adobe == 0;
    return rgb ? RGB : YCBCR;
  }

  /** Adobe's programs write inverted CMYK, and so do other programs that write their marker. */
  static boolean isAdobe(List<JpegSegments.Segment> segments) {
    return adobeTransform(segments) != NO_MARKER;
  }

  /** Adobe's marker (APP14) for this colour model; empty for grey. */
  byte[] marker() {
    if (this == GREY) {
      return new byte[0];
    }
    ByteBuffer marker = ByteBuffer.allocate(16).put((byte) 0xff).put((byte) JpegSegments.APP14);
    marker.putShort((short) 14).put("Adobe".getBytes(StandardCharsets.US_ASCII));
    return marker.putShort((short) 100).putInt(0).put((byte) adobeTransform).array();
  }

  private static boolean isJfif(List<JpegSegments.Segment> segments) {
    return segments.stream()
        .anyMatch(s -> s.marker() == JpegSegments.APP0 && begins(s.body(), "JFIF\0", 14));
  }

  private static int adobeTransform(List<JpegSegments.Segment> segments) {
    return segments.stream()
        .filter(s -> s.marker() == JpegSegments.APP14 && begins(s.body(), "Adobe", 12))
        .mapToInt(s -> s.body().get(TRANSFORM_OFFSET) & 0xff)
        .reduce((earlier, later) -> later)
        .orElse(NO_MARKER);
  }

  private static boolean begins(ByteBuffer body, String with, int leastBytes) {
    byte[] expected = with.getBytes(StandardCharsets.US_ASCII);
    return body.remaining() >= leastBytes
        && body.slice(0, expected.length).equals(ByteBuffer.wrap(expected));
  }
}
