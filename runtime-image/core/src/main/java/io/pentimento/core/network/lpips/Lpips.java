// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.lpips;

import io.pentimento.core.network.Layers;
import io.pentimento.core.ops.Ops;
import java.util.ArrayList;
import java.util.List;

/**
 * The learned perceptual distance LPIPS v0.1 over a VGG16-shaped backbone (docs/method.md, section
 * 5.3).
 *
 * <p>Weights: torchvision's {@code features.{n}.weight|bias} and the heads {@code
 * lin{k}.model.1.weight}. The result is LPIPS only with the published weights of both; with others
 * it is another perceptual distance.
 *
 * @param widths channels of the five slices; 64, 128, 256, 512, 512 as published
 */
public record Lpips(List<Integer> widths) {
  private static final int[] CONVS = {2, 2, 3, 3, 3};
  private static final float[] SHIFT = {-.030f, -.088f, -.188f};
  private static final float[] SCALE = {.458f, .448f, .450f};
  private static final double EPS = 1e-10;

  public Lpips {
    widths = List.copyOf(widths);
    if (widths.isEmpty() || widths.size() > CONVS.length) {
      throw new IllegalArgumentException(
          "the perceptual network needs one to five slices, not " + widths);
    }
  }

  public static Lpips vgg16() {
    return new Lpips(List.of(64, 128, 256, 512, 512));
  }

  /**
   * Perceptual distance of images.
   *
   * @param a images (N, 3, H, W) in [-1, 1]
   * @param b of the same shape
   * @return (N) distances, 0 for equal images
   */
  public <T> T distance(Ops<T> ops, T a, T b) {
    List<T> fa = features(ops, a);
    List<T> fb = features(ops, b);
    T total = distance(ops, 0, fa, fb);
    for (int k = 1; k < fa.size(); k++) {
      total = ops.add(total, distance(ops, k, fa, fb));
    }
    return total;
  }

  private <T> T distance(Ops<T> ops, int slice, List<T> a, List<T> b) {
    return ops.block(() -> distance(ops, slice, a.get(slice), b.get(slice)));
  }

  private <T> T distance(Ops<T> ops, int slice, T a, T b) {
    T d = ops.square(ops.sub(normalized(ops, a), normalized(ops, b)));
    T head = ops.param("lin" + slice + ".model.1.weight", 1, widths.get(slice), 1, 1);
    return ops.mean(ops.conv2d(d, head, null, 1, 0, 1), false, 1, 2, 3);
  }

  /** The activations after each slice, of images in [-1, 1]. */
  public <T> List<T> features(Ops<T> ops, T x) {
    Layers<T> layers = new Layers<>(ops);
    T h = ops.div(ops.sub(x, ops.constant(SHIFT, 1, 3, 1, 1)), ops.constant(SCALE, 1, 3, 1, 1));
    List<T> taps = new ArrayList<>();
    int index = 0;
    long channels = 3;
    for (int slice = 0; slice < widths.size(); slice++) {
      if (slice > 0) {
        h = ops.maxPool(h, 2, 2);
        index++;
      }
      for (int i = 0; i < CONVS[slice]; i++) {
        T input = h;
        String layer = "features." + index;
        long in = channels;
        long out = widths.get(slice);
        h = ops.block(() -> ops.relu(layers.conv3x3(layer, input, in, out)));
        channels = out;
        index += 2;
      }
      taps.add(h);
    }
    return taps;
  }

  /**
   * A feature vector for distances between sets of images: the means of all channels.
   *
   * @param x images (N, 3, H, W) in [-1, 1]
   * @return (N, sum of the widths)
   */
  public <T> T pooled(Ops<T> ops, T x) {
    List<T> pooled = features(ops, x).stream().map(f -> ops.mean(f, false, 2, 3)).toList();
    return ops.concat(1, pooled);
  }

  /** Scales each pixel's feature vector to unit length. */
  private static <T> T normalized(Ops<T> ops, T x) {
    // The small offset keeps the gradient finite if all features of a pixel are zero.
    T length = ops.sqrt(ops.affine(ops.sum(ops.square(x), true, 1), 1, 1e-20));
    return ops.div(x, ops.affine(length, 1, EPS));
  }
}
