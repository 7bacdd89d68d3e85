// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.noise;

import java.util.stream.IntStream;

/** Distributes elementwise work among the cores; results do not depend on the distribution. */
public final class Chunks {
  private static final int SIZE = 1 << 15;

  /** Processes the elements {@code from} … {@code to}−1. */
  @FunctionalInterface
  public interface Range {
    void each(int from, int to);
  }

  private Chunks() {}

  public static void forEach(int total, Range work) {
    IntStream.range(0, (total + SIZE - 1) / SIZE)
        .parallel()
        .forEach(c -> work.each(c * SIZE, Math.min(total, (c + 1) * SIZE)));
  }
}
