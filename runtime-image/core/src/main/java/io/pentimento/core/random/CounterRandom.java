// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.random;

/**
 * A stream of random numbers with the key (seed, digest, stream), whose only state is its position:
 * for degradations, the order of training data, and crops.
 *
 * <p>Saving {@link #position()} and later calling {@link #seek} resumes the stream exactly. Results
 * are equal on every JVM, bit for bit. Not thread-safe; use one stream per thread.
 */
public final class CounterRandom {
  private final StreamKey key;
  private final long stream;
  private long position;

  /**
   * @param digest identifies the subject of the numbers, such as an image's content; may be empty
   * @param stream distinguishes several streams for one subject, such as epochs
   */
  public CounterRandom(long seed, byte[] digest, long stream) {
    this.key = StreamKey.of("stream", seed, digest);
    this.stream = stream;
  }

  /** Number of 64-bit words drawn so far. */
  public long position() {
    return position;
  }

  public void seek(long position) {
    if (position < 0) {
      throw new IllegalArgumentException("the position must not be negative, but is " + position);
    }
    this.position = position;
  }

  public long nextLong() {
    long block = position >>> 1;
    int[] words = {(int) block, (int) (block >>> 32), (int) stream, (int) (stream >>> 32)};
    Philox.encrypt(words, key.low(), key.high());
    int half = (int) (position & 1) * 2;
    position++;
    return ((long) words[half + 1] << 32) | Integer.toUnsignedLong(words[half]);
  }

  /** Uniform in [0, 1), in steps of 2⁻⁵³. */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  /** Uniform in [{@code from}, {@code to}). */
  public double nextDouble(double from, double to) {
    return from + (to - from) * nextDouble();
  }

  /**
   * Standard normal; the second value of each pair is discarded, so that the state is a position.
   */
  public double nextGaussian() {
    double radius = BoxMuller.radius(1 - nextDouble());
    return radius * StrictMath.cos(BoxMuller.angle(nextDouble()));
  }

  /** Uniform in 0 … {@code bound}−1, without bias. */
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("the bound must be positive, not " + bound);
    }
    long excess = (1L << 32) % bound;
    long scaled;
    do {
      scaled = (nextLong() >>> 32) * bound;
    } while ((scaled & 0xFFFFFFFFL) < excess);
    return (int) (scaled >>> 32);
  }
}
