// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.noise;

import java.util.stream.IntStream;

/** Distributes elementwise work among the cores; results do not depend on the distribution. */
public final class Chunks {
  private static final int SIZE = 1 << 15;

  /** Processes the elements or lines {@code from} … {@code to}−1. */
  @FunctionalInterface
  public interface Range {
    void each(int from, int to);
  }

  private Chunks() {}

  public static void forEach(int total, Range work) {
    forEachLine(total, 1, work);
  }

  /** The same for lines of {@code length} elements; {@code work} processes whole lines. */
  public static void forEachLine(int lines, int length, Range work) {
    int each = Math.max(1, SIZE / length);
    IntStream.range(0, (lines + each - 1) / each)
        .parallel()
        .forEach(c -> work.each(c * each, Math.min(lines, (c + 1) * each)));
  }
}
