// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image.codec;

import io.pentimento.core.image.CorruptImageException;
import io.pentimento.core.image.UnsupportedImageException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The frame header of a JPEG file.
 *
 * @param process 0 to 15, the number of the SOF marker
 * @param precision bits of a sample
 * @param componentIds one for each colour component
 */
record JpegFrame(int process, int precision, int width, int height, List<Integer> componentIds) {
  static final int PROGRESSIVE = 2;
  private static final int FIXED_BYTES = 6;
  private static final int COMPONENT_BYTES = 3;

  /**
   * @throws CorruptImageException if the header is invalid
   */
  static JpegFrame of(JpegSegments.Segment segment, String name) {
    ByteBuffer body = segment.body();
    int components = body.remaining() < FIXED_BYTES ? 0 : body.get(5) & 0xff;
    if (components == 0 || body.remaining() < FIXED_BYTES + COMPONENT_BYTES * components) {
      throw new CorruptImageException("%s has an invalid JPEG frame header".formatted(name));
    }
    List<Integer> ids = new ArrayList<>();
    for (int i = 0; i < components; i++) {
      ids.add(body.get(FIXED_BYTES + COMPONENT_BYTES * i) & 0xff);
    }
    JpegFrame frame =
        new JpegFrame(
            segment.marker() - 0xc0,
            body.get(0),
            body.getShort(3) & 0xffff,
            body.getShort(1) & 0xffff,
            List.copyOf(ids));
    if (frame.width == 0 || frame.height == 0) {
      throw new CorruptImageException(
          "%s has an invalid size: %d×%d".formatted(name, frame.width, frame.height));
    }
    return frame;
  }

  /**
   * @throws UnsupportedImageException if the coding is not supported
   */
  void requireSupported(String name) {
    if (process > PROGRESSIVE || precision != 8) {
      throw new UnsupportedImageException(
          "%s is a JPEG of process SOF%d with %d bits; only baseline and progressive JPEG with 8 bits are supported; convert it"
              .formatted(name, process, precision));
    }
    if (componentIds.size() == 2 || componentIds.size() > 4) {
      throw new UnsupportedImageException(
          "%s is a JPEG with %d colour components; convert it to RGB"
              .formatted(name, componentIds.size()));
    }
  }
}
