// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.align;

import io.pentimento.core.image.resize.Resize;
import io.pentimento.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An image and its repeated halvings, so that small views of large images cost little. A pixel of
 * level k is the mean of 2<sup>k</sup>×2<sup>k</sup> pixels of the image; remaining columns and
 * rows are dropped.
 */
public final class ImagePyramid {
  /** Smaller levels save nothing. */
  private static final int MIN_SIDE = 64;

  /** The remaining factor is left to antialiased resampling, which removes noise better. */
  private static final double ANTIALIASED = 1.5;

  private final List<Tensor> levels;

  private ImagePyramid(List<Tensor> levels) {
    this.levels = List.copyOf(levels);
  }

  /**
   * @param image (1, 3, H, W); it becomes the first level and is not copied
   */
  public static ImagePyramid of(Tensor image) {
    List<Tensor> levels = new ArrayList<>();
    Tensor level = image;
    levels.add(level);
    while (Math.min(level.dim(2), level.dim(3)) >= 2 * MIN_SIDE) {
      level = half(level);
      levels.add(level);
    }
    return new ImagePyramid(levels);
  }

  /** The image itself. */
  public Tensor image() {
    return levels.get(0);
  }

  /**
   * The image at another size; made from the smallest level that is not smaller than the result.
   *
   * @param scale of the result, in pixels per pixel of the image
   */
  public Tensor scaled(double scale) {
    int height = (int) Math.max(1, Math.round(image().dim(2) * scale));
    int width = (int) Math.max(1, Math.round(image().dim(3) * scale));
    Tensor level = levels.get(level(1 / scale));
    boolean shrinks = height <= level.dim(2) && width <= level.dim(3);
    return shrinks ? Resize.area(level, height, width) : Resize.cubic(image(), height, width);
  }

  /**
   * A square view, as {@link Warp#square}.
   *
   * @param toImage from positions in the result to positions in the image
   */
  public Tensor square(Similarity toImage, int size) {
    int level = level(toImage.scale());
    Similarity toLevel = toImage.then(Similarity.scaling(1.0 / (1 << level)));
    return Warp.square(levels.get(level), toLevel, size);
  }

  /** The coarsest level that is still finer than the result by {@link #ANTIALIASED}. */
  private int level(double factor) {
    int level = 0;
    while (level + 1 < levels.size() && (2 << level) * ANTIALIASED <= factor) {
      level++;
    }
    return level;
  }

  private static Tensor half(Tensor image) {
    int sourceWidth = (int) image.dim(3);
    int sourceHeight = (int) image.dim(2);
    int width = sourceWidth / 2;
    int height = sourceHeight / 2;
    float[] out = new float[3 * width * height];
    IntStream.range(0, 3 * height)
        .parallel()
        .forEach(
            row -> {
              int upper = (row / height * sourceHeight + 2 * (row % height)) * sourceWidth;
              halfRow(image.data(), upper, sourceWidth, out, row * width, width);
            });
    return Tensor.of(out, 1, 3, height, width);
  }

  private static void halfRow(
      float[] in, int upper, int sourceWidth, float[] out, int at, int width) {
    for (int x = 0; x < width; x++) {
      int left = upper + 2 * x;
      int below = left + sourceWidth;
      out[at + x] = 0.25f * (in[left] + in[left + 1] + in[below] + in[below + 1]);
    }
  }
}
