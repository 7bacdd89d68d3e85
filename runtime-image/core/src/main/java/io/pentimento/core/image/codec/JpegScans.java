// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image.codec;

import io.pentimento.core.image.CorruptImageException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks whether a JPEG file has all scans that its frame needs. Decoders fill missing scans with
 * zeros without a warning.
 */
final class JpegScans {
  private static final int COEFFICIENTS = 64;
  private static final int MISSING = -1;

  private final JpegFrame frame;

  /** For each component, the bits of each coefficient that are still missing; at first all. */
  private final Map<Integer, int[]> missingBits = new HashMap<>();

  private JpegScans(JpegFrame frame) {
    this.frame = frame;
    for (int id : frame.componentIds()) {
      int[] none = new int[COEFFICIENTS];
      Arrays.fill(none, MISSING);
      missingBits.put(id, none);
    }
  }

  /**
   * @throws CorruptImageException if a scan is invalid or missing
   */
  static void requireComplete(JpegFrame frame, List<JpegSegments.Segment> segments, String name) {
    JpegScans scans = new JpegScans(frame);
    segments.stream()
        .filter(segment -> segment.marker() == JpegSegments.SOS)
        .forEach(segment -> scans.add(segment.body(), name));
    for (int[] bits : scans.missingBits.values()) {
      if (Arrays.stream(bits).anyMatch(left -> left != 0)) {
        throw new CorruptImageException(
            "%s is incomplete: scans of its JPEG data are missing".formatted(name));
      }
    }
  }

  private void add(ByteBuffer scan, String name) {
    int components = scan.hasRemaining() ? scan.get(0) : 0;
    if (components < 1 || components > 4 || scan.remaining() < 4 + 2 * components) {
      throw new CorruptImageException("%s has an invalid JPEG scan header".formatted(name));
    }
    int last = 1 + 2 * components;
    boolean progressive = frame.process() == JpegFrame.PROGRESSIVE;
    int from = progressive ? scan.get(last) : 0;
    int to = progressive ? scan.get(last + 1) : COEFFICIENTS - 1;
    int left = progressive ? scan.get(last + 2) & 0x0f : 0;
    if (from < 0 || to >= COEFFICIENTS || from > to) {
      throw new CorruptImageException("%s has an invalid JPEG scan header".formatted(name));
    }
    for (int i = 0; i < components; i++) {
      int[] bits = missingBits.get(scan.get(1 + 2 * i) & 0xff);
      if (bits != null) {
        Arrays.fill(bits, from, to + 1, left);
      }
    }
  }
}
