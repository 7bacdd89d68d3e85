// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.image;

import io.pentimento.core.tensor.Tensor;

/** Conversion between [0, 1] floats and 8-bit levels: clamp, times 255, round half up. */
public final class EightBit {
  private EightBit() {}

  /** The level from 0 to 255 of a value; values outside [0, 1] are clamped. */
  public static int level(float value) {
    return (int) (Math.max(0f, Math.min(1f, value)) * 255f + 0.5f);
  }

  /** The image after rounding to 8 bits. */
  public static Tensor round(Tensor image) {
    float[] rounded = new float[image.size()];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = level(image.data()[i]) / 255f;
    }
    return Tensor.of(rounded, image.shape());
  }

  /**
   * Interleaved R, G, B bytes of an image (1, 3, H, W), row by row.
   *
   * @throws CorruptImageException if a value is NaN, which has no level
   */
  public static byte[] interleaved(Tensor image) {
    checkRgb(image);
    byte[] bytes = new byte[image.size()];
    float[] planes = image.data();
    for (int channel = 0, from = 0; channel < 3; channel++) {
      for (int to = channel; to < bytes.length; to += 3) {
        float value = planes[from++];
        if (Float.isNaN(value)) {
          throw new CorruptImageException("the image contains NaN values");
        }
        bytes[to] = (byte) level(value);
      }
    }
    return bytes;
  }

  /** The image (1, 3, H, W) of interleaved R, G, B bytes. */
  public static Tensor image(byte[] interleaved, int height, int width) {
    int pixels = height * width;
    float[] planes = new float[interleaved.length];
    for (int i = 0; i < interleaved.length; i++) {
      planes[i % 3 * pixels + i / 3] = (interleaved[i] & 0xff) / 255f;
    }
    return Tensor.of(planes, 1, 3, height, width);
  }

  static void checkRgb(Tensor image) {
    if (image.rank() != 4 || image.dim(0) != 1 || image.dim(1) != 3) {
      throw new IllegalArgumentException("an RGB image has shape (1, 3, H, W), not " + image);
    }
  }
}
