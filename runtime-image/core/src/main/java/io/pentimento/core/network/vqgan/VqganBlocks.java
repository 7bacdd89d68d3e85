// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.vqgan;

import io.pentimento.core.network.Layers;
import io.pentimento.core.ops.Ops;

/** Computes the building blocks of {@link Vqgan} (docs/method.md, section 4.2). */
public final class VqganBlocks<T> {
  public static final int GROUPS = 32;
  private static final double EPS = 1e-6;

  private final Ops<T> ops;
  private final Layers<T> layers;

  public VqganBlocks(Ops<T> ops) {
    this.ops = ops;
    this.layers = new Layers<>(ops);
  }

  T apply(String prefix, VqganBlock block, T x) {
    return switch (block.kind()) {
      case CONVOLUTION -> layers.conv3x3(prefix, x, block.in(), block.out());
      case RESIDUAL -> residual(prefix, x, block.in(), block.out());
      case ATTENTION -> ops.block(() -> ops.add(x, attended(prefix, x, block.in())));
      case HALVING -> ops.block(() -> halved(prefix + ".conv", x, block.in()));
      case DOUBLING -> ops.block(() -> doubled(prefix + ".conv", x, block.in()));
      case NORM -> norm(prefix, x, block.in());
    };
  }

  public T residual(String prefix, T x, long in, long out) {
    return ops.block(
        () -> {
          T h = ops.silu(norm(prefix + ".norm1", x, in));
          h = layers.conv3x3(prefix + ".conv1", h, in, out);
          h = ops.silu(norm(prefix + ".norm2", h, out));
          h = layers.conv3x3(prefix + ".conv2", h, out, out);
          return ops.add(h, in == out ? x : layers.conv(prefix + ".conv_out", x, in, out, 1, 1));
        });
  }

  private T norm(String prefix, T x, long channels) {
    return layers.groupNorm(prefix, x, GROUPS, channels, EPS);
  }

  /** Attention with one head over all pixels. */
  private T attended(String prefix, T x, long channels) {
    long[] s = ops.shape(x);
    T normed = norm(prefix + ".norm", x, channels);
    T out =
        ops.attention(
            tokens(prefix + ".q", normed, channels),
            tokens(prefix + ".k", normed, channels),
            tokens(prefix + ".v", normed, channels),
            1 / Math.sqrt((double) channels),
            null);
    T image = ops.reshape(ops.permute(out, 0, 2, 1), s[0], channels, s[2], s[3]);
    return layers.conv(prefix + ".proj_out", image, channels, channels, 1, 1);
  }

  /** A projection of the pixels, as (N, pixels, channels). */
  private T tokens(String prefix, T x, long channels) {
    long[] s = ops.shape(x);
    T projected = layers.conv(prefix, x, channels, channels, 1, 1);
    return ops.permute(ops.reshape(projected, s[0], channels, s[2] * s[3]), 0, 2, 1);
  }

  /** Pads only on the right and at the bottom. */
  private T halved(String prefix, T x, long channels) {
    return ops.conv2d(
        ops.zeroPad(x, 0, 1, 0, 1),
        ops.param(prefix + ".weight", channels, channels, 3, 3),
        ops.param(prefix + ".bias", channels),
        2,
        0,
        1);
  }

  private T doubled(String prefix, T x, long channels) {
    return layers.conv3x3(prefix, ops.upsampleNearest(x, 2), channels, channels);
  }
}
