// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image.codec;

import io.pentimento.core.image.CorruptImageException;
import io.pentimento.core.image.ExifOrientation;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * A JPEG file before it is decoded: its frame, colour model and orientation.
 *
 * @param segments up to the end marker
 * @param orientation EXIF orientation 1 to 8
 */
record JpegStructure(
    JpegFrame frame, JpegColours colours, List<JpegSegments.Segment> segments, int orientation) {

  static boolean matches(byte[] file) {
    return file.length >= 3
        && (file[0] & 0xff) == 0xff
        && (file[1] & 0xff) == JpegSegments.SOI
        && (file[2] & 0xff) == 0xff;
  }

  /**
   * Reads the headers and searches for the end marker.
   *
   * @throws CorruptImageException if the structure is invalid or the file is truncated
   */
  static JpegStructure parse(byte[] file, String name) {
    List<JpegSegments.Segment> segments = JpegSegments.of(file, name);
    List<JpegSegments.Segment> frames =
        segments.stream().filter(JpegSegments.Segment::isFrame).toList();
    if (frames.size() != 1) {
      throw new CorruptImageException(
          "%s has %s JPEG frame header".formatted(name, frames.isEmpty() ? "no" : "more than one"));
    }
    JpegFrame frame = JpegFrame.of(frames.get(0), name);
    return new JpegStructure(
        frame, JpegColours.of(frame, segments), segments, orientation(segments));
  }

  ImageHeader header() {
    return new ImageHeader(
        ImageHeader.Format.JPEG,
        frame.width(),
        frame.height(),
        frame.componentIds().size(),
        orientation);
  }

  /**
   * The same image without metadata and without data after its end marker, and with a marker that
   * states its colour model. Decoders differ for files without such a marker, and report invalid
   * metadata in the same way as invalid data.
   */
  byte[] normalized(byte[] file) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(file.length + 16);
    out.write(file, 0, 2);
    out.writeBytes(colours.marker());
    int from = 2;
    for (JpegSegments.Segment segment : segments) {
      if (segment.isMetadata()) {
        out.write(file, from, segment.start() - from);
        from = segment.end();
      }
    }
    int end = segments.get(segments.size() - 1).end();
    out.write(file, from, end - from);
    return out.toByteArray();
  }

  private static int orientation(List<JpegSegments.Segment> segments) {
    return segments.stream()
        .filter(s -> s.marker() == JpegSegments.APP1 && ExifOrientation.isExif(s.body()))
        .findFirst()
        .map(s -> ExifOrientation.ofSegment(s.body(), 1))
        .orElse(1);
  }
}
