package io.pentimento.server.model;

/**
 * The heap that an image needs while it is restored, as bytes per pixel of each step. It is known
 * before anything is decoded: a file of some kilobytes may hold an image of many megapixels.
 *
 * @param height of the model's input, in pixels
 * @param width of the model's input, in pixels
 * @param scale of the model's output to its input
 */
public record ImageMemory(long height, long width, long scale) {
  /** Three planes of float32. */
  private static final long TENSOR = 12;

  /** Up to 8 bytes of a decoded pixel, a row or plane of samples, and the tensor. */
  private static final long DECODING = 32;

  /** The tensor, 8-bit samples twice, and the file, which grows by copying. */
  private static final long ENCODING = 28;

  /** A PNG that does not compress: three bytes a pixel, a byte a row, and less than 1% of frame. */
  private static final double LARGEST_PNG = 3.05;

  private static final long PNG_FRAME = 4096;

  /** The most bytes that are held at the same time for an image of h × w pixels. */
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

  /** At least as many bytes as the restored image has as a PNG. */
  public long answer(long h, long w) {
    return (long) (LARGEST_PNG * h * scale * (w * scale + 1)) + PNG_FRAME;
  }
}
