// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.random;

import java.util.stream.IntStream;

/**
 * Standard normal noise that is a pure function of (seed, image digest, step, purpose, position).
 *
 * <p>Immutable and thread-safe. Results are equal on every JVM, bit for bit.
 */
public final class CounterNoise {
  private static final int WORDS = 4;
  private static final int BLOCKS_PER_TASK = 1 << 13;

  private final StreamKey key;

  private CounterNoise(StreamKey key) {
    this.key = key;
  }

  /** The noise of one image, identified by the digest of its content. */
  public static CounterNoise of(long seed, byte[] imageDigest) {
    return new CounterNoise(StreamKey.of("noise", seed, imageDigest));
  }

  /** The first {@code n} values at {@code step}; fewer values are a prefix of more. */
  public float[] normal(long step, Purpose purpose, int n) {
    float[] values = new float[n];
    fill(values, 0, n, step, purpose);
    return values;
  }

  /** Writes the first {@code length} values at {@code step} to {@code into} from {@code offset}. */
  public void fill(float[] into, int offset, int length, long step, Purpose purpose) {
    int blocks = ceilDiv(length, WORDS);
    int tasks = ceilDiv(blocks, BLOCKS_PER_TASK);
    IntStream.range(0, tasks)
        .parallel()
        .forEach(
            task -> {
              int from = task * BLOCKS_PER_TASK;
              int to = Math.min(blocks, from + BLOCKS_PER_TASK);
              fillBlocks(into, offset, length, step, purpose, from, to);
            });
  }

  private void fillBlocks(
      float[] into, int offset, int length, long step, Purpose purpose, int from, int to) {
    int[] words = new int[WORDS];
    float[] normals = new float[WORDS];
    for (int block = from; block < to; block++) {
      words[0] = block;
      words[1] = purpose.code();
      words[2] = (int) step;
      words[3] = (int) (step >>> 32);
      Philox.encrypt(words, key.low(), key.high());
      pair(words[0], words[1], normals, 0);
      pair(words[2], words[3], normals, 2);
      int at = block * WORDS;
      System.arraycopy(normals, 0, into, offset + at, Math.min(WORDS, length - at));
    }
  }

  private static void pair(int first, int second, float[] into, int at) {
    double radius = BoxMuller.radius(BoxMuller.uniform(first));
    double angle = BoxMuller.angle(BoxMuller.uniform(second));
    into[at] = (float) (radius * StrictMath.cos(angle));
    into[at + 1] = (float) (radius * StrictMath.sin(angle));
  }

  private static int ceilDiv(int n, int by) {
    return (n + by - 1) / by;
  }
}
