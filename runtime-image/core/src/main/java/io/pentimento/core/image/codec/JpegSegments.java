// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image.codec;

import io.pentimento.core.image.CorruptImageException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The segments of a JPEG file up to its end marker. */
final class JpegSegments {
  static final int SOI = 0xd8;
  static final int EOI = 0xd9;
  static final int SOS = 0xda;
  static final int DHT = 0xc4;
  static final int JPG = 0xc8;
  static final int DAC = 0xcc;
  static final int APP0 = 0xe0;
  static final int APP1 = 0xe1;
  static final int APP14 = 0xee;
  static final int APP15 = 0xef;
  static final int COM = 0xfe;
  private static final int TEM = 0x01;
  private static final int MARKER_BYTES = 2;

  private final ByteBuffer in;
  private final String name;
  private final List<Segment> segments = new ArrayList<>();

  /**
   * One segment.
   *
   * @param start byte of the file at which its marker begins
   * @param end byte of the file after it
   * @param body without marker and length
   */
  record Segment(int marker, int start, int end, ByteBuffer body) {
    /** SOF0 to SOF15 without DHT, JPG and DAC. */
    boolean isFrame() {
      return marker >= 0xc0 && marker <= 0xcf && marker != DHT && marker != JPG && marker != DAC;
    }

    /** Whether it is metadata, which does not affect the decoded samples. */
    boolean isMetadata() {
      return (marker >= APP0 && marker <= APP15) || marker == COM;
    }
  }

  private JpegSegments(byte[] file, String name) {
    this.in = ByteBuffer.wrap(file).position(MARKER_BYTES);
    this.name = name;
  }

  /**
   * All segments with a length, in order, and the end marker as the last one.
   *
   * @throws CorruptImageException if a segment is truncated or the end marker is missing
   */
  static List<Segment> of(byte[] file, String name) {
    return List.copyOf(new JpegSegments(file, name).walk());
  }

  private List<Segment> walk() {
    int marker = marker();
    while (marker != EOI) {
      if (marker != SOI && marker != TEM) {
        segments.add(segment(marker));
      }
      marker = marker();
    }
    segments.add(
        new Segment(EOI, in.position() - MARKER_BYTES, in.position(), ByteBuffer.allocate(0)));
    return segments;
  }

  /**
   * Skips to the next marker; entropy-coded data contain only FF 00 and restart markers (D0 to D7).
   */
  private int marker() {
    int previous = 0;
    while (in.hasRemaining()) {
      int b = in.get() & 0xff;
      if (previous == 0xff && b != 0 && b != 0xff && (b & 0xf8) != 0xd0) {
        return b;
      }
      previous = b;
    }
    throw new CorruptImageException("%s is truncated: it has no JPEG end marker".formatted(name));
  }

  private Segment segment(int marker) {
    int start = in.position() - MARKER_BYTES;
    int length = in.remaining() < 2 ? 0 : in.getShort() & 0xffff;
    if (length < 2 || length - 2 > in.remaining()) {
      throw new CorruptImageException(
          "%s is truncated inside JPEG segment %02X".formatted(name, marker));
    }
    ByteBuffer body = in.slice(in.position(), length - 2);
    in.position(in.position() + length - 2);
    return new Segment(marker, start, in.position(), body);
  }
}
