// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.model;

/**
 * The heap that an image needs while it is restored, in bytes per pixel for each step. It is known
 * before decoding: a file of several kilobytes can contain an image of many megapixels.
 *
 * @param height of the model's input, in pixels
 * @param width of the model's input, in pixels
 * @param scale ratio of output size to input size
 */
public record ImageMemory(long height, long width, long scale) {
  /** Three planes of float32. */
  private static final long TENSOR = 12;

  private static final long CHANNELS = 3;

  /** At most 8 bytes per decoded pixel, a row or plane of samples, and the tensor. */
  private static final long DECODING = 32;

  /** The tensor, two copies of 8-bit samples, and the file, which grows by copying. */
  private static final long ENCODING = 28;

  /** An incompressible PNG: three bytes per pixel, one byte per row, and less than 1% overhead. */
  private static final double LARGEST_PNG = 3.05;

  private static final long PNG_FRAME = 4096;

  /** Maximum memory for an image of h × w pixels, in bytes. */
  public long peak(long h, long w) {
    long in = h * w;
    long out = in * scale * scale;
    long restored = height * width * scale * scale;
    long shrinking = TENSOR * (in + h * width + height * width);
    long restoring = TENSOR * (in + height * width + restored);
    long growing = TENSOR * (restored + height * scale * w * scale + out) + TENSOR * in;
    return max(DECODING * in, shrinking, restoring, growing, ENCODING * out);
  }

  private static long max(long... steps) {
    long most = 0;
    for (long step : steps) {
      most = Math.max(most, step);
    }
    return most;
  }

  /** An upper bound for the size of the restored image as a PNG, in bytes. */
  public long answer(long h, long w) {
    return (long) (LARGEST_PNG * h * scale * (w * scale + 1)) + PNG_FRAME;
  }

  /**
   * An upper bound for the size of the restored image as samples or as a PNG, in bytes.
   *
   * @param sampleBytes the bytes per sample; 0 for a PNG
   */
  public long answer(long h, long w, int sampleBytes) {
    return sampleBytes == 0 ? answer(h, w) : CHANNELS * sampleBytes * h * w * scale * scale;
  }
}
