// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.align;

import io.pentimento.core.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * Resampling of images (1, 3, H, W) by a similarity, bicubic and antialiased. Beyond its edges an
 * image is mirrored.
 */
public final class Warp {
  private Warp() {}

  /** A square result, as {@link #of(Tensor, Similarity, int, int)}. */
  public static Tensor square(Tensor image, Similarity toImage, int size) {
    return of(image, toImage, size, size);
  }

  /**
   * An image of {@code width} × {@code height} pixels.
   *
   * @param toImage from positions in the result to positions in {@code image}
   * @return (1, 3, height, width), values in [0, 1]
   */
  public static Tensor of(Tensor image, Similarity toImage, int width, int height) {
    View view = View.of(image, toImage, width, height);
    float[] out = new float[3 * width * height];
    IntStream.range(0, height)
        .parallel()
        .forEach(
            y -> {
              for (int x = 0; x < width; x++) {
                view.sample(x, y, out, y * width + x, width * height);
              }
            });
    return Tensor.of(out, 1, 3, height, width);
  }
}
