// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.unet;

import io.pentimento.core.network.Layers;
import io.pentimento.core.network.unet.UNet.Resample;
import io.pentimento.core.ops.Ops;
import java.util.List;

/** The building blocks of {@link UNet} (docs/method.md, section 1.3). */
final class UNetBlocks<T> {
  private static final int GROUPS = 32;
  private static final double EPS = 1e-5;
  private static final double MAX_PERIOD = 10_000;

  private final Ops<T> ops;
  private final Layers<T> layers;
  private final UNetConfig config;

  UNetBlocks(Ops<T> ops, UNetConfig config) {
    this.ops = ops;
    this.layers = new Layers<>(ops);
    this.config = config;
  }

  /** Sinusoids, cosines first, followed by a two-layer MLP: (N) to (N, embeddingWidth). */
  T timeEmbedding(T timesteps) {
    int width = config.modelChannels();
    long n = ops.shape(timesteps)[0];
    T angles =
        ops.mul(ops.reshape(timesteps, n, 1), ops.constant(frequencies(width / 2), 1, width / 2));
    T sinusoids = ops.concat(1, List.of(ops.cos(angles), ops.sin(angles)));
    T hidden = layers.linear("time_embed.0", sinusoids, width, config.embeddingWidth());
    return layers.linear(
        "time_embed.2", ops.silu(hidden), config.embeddingWidth(), config.embeddingWidth());
  }

  static float[] frequencies(int half) {
    float[] f = new float[half];
    for (int k = 0; k < half; k++) {
      f[k] = (float) Math.exp(-Math.log(MAX_PERIOD) * k / half);
    }
    return f;
  }

  T norm(String prefix, T x, long channels) {
    return layers.groupNorm(prefix, x, GROUPS, channels, EPS);
  }

  T residual(String prefix, T x, T embedding, long out, Resample resample) {
    return ops.block(() -> branches(prefix, x, embedding, out, resample));
  }

  private T branches(String prefix, T x, T embedding, long out, Resample resample) {
    long in = ops.shape(x)[1];
    T h = ops.silu(norm(prefix + ".in_layers.0", x, in));
    h = layers.conv3x3(prefix + ".in_layers.2", resample(h, resample), in, out);
    h = ops.silu(condition(prefix, h, embedding, out));
    h = layers.conv3x3(prefix + ".out_layers.3", h, out, out);
    T skip = resample(x, resample);
    return ops.add(
        in == out ? skip : layers.conv(prefix + ".skip_connection", skip, in, out, 1, 1), h);
  }

  /** The embedding is applied as scale and shift after the norm, or added before it. */
  private T condition(String prefix, T h, T embedding, long channels) {
    long width = config.useScaleShiftNorm() ? 2 * channels : channels;
    T e = layers.linear(prefix + ".emb_layers.1", embedding, config.embeddingWidth(), width);
    e = ops.reshape(e, ops.shape(e)[0], width, 1, 1);
    if (!config.useScaleShiftNorm()) {
      return norm(prefix + ".out_layers.0", ops.add(h, e), channels);
    }
    T scale = ops.affine(ops.slice(e, 1, 0, channels), 1, 1);
    T shift = ops.slice(e, 1, channels, width);
    return ops.add(ops.mul(norm(prefix + ".out_layers.0", h, channels), scale), shift);
  }

  private T resample(T x, Resample resample) {
    return switch (resample) {
      case NONE -> x;
      case DOWN -> ops.avgPool(x, 2, 2);
      case UP -> ops.upsampleNearest(x, 2);
    };
  }

  T downsample(String prefix, T x, T embedding) {
    long channels = ops.shape(x)[1];
    if (config.resblockUpdown()) {
      return residual(prefix, x, embedding, channels, Resample.DOWN);
    }
    return config.convResample()
        ? layers.conv(prefix + ".op", x, channels, channels, 3, 2)
        : ops.avgPool(x, 2, 2);
  }

  T upsample(String prefix, T x, T embedding) {
    long channels = ops.shape(x)[1];
    if (config.resblockUpdown()) {
      return residual(prefix, x, embedding, channels, Resample.UP);
    }
    return ops.block(
        () -> {
          T up = ops.upsampleNearest(x, 2);
          return config.convResample()
              ? layers.conv3x3(prefix + ".conv", up, channels, channels)
              : up;
        });
  }

  /** Multi-head self-attention over all pixels, with a residual connection. */
  T attention(String prefix, T x) {
    return ops.block(() -> ops.add(x, attended(prefix, x)));
  }

  private T attended(String prefix, T x) {
    long[] s = ops.shape(x);
    long channels = s[1];
    long heads = config.heads((int) channels);
    long width = channels / heads;
    long pixels = s[2] * s[3];
    T normed = norm(prefix + ".norm", x, channels);
    T qkv = pointwise(prefix + ".qkv", normed, channels, 3 * channels);
    T out =
        config.useNewAttentionOrder()
            ? attendNewOrder(ops.reshape(qkv, s[0], 3 * heads, width, pixels), heads, width)
            : attendLegacyOrder(ops.reshape(qkv, s[0], heads, 3 * width, pixels), width);
    out = ops.reshape(ops.permute(out, 0, 1, 3, 2), s[0], channels, s[2], s[3]);
    return pointwise(prefix + ".proj_out", out, channels, channels);
  }

  /** Splits the channels by head first; each head then contains its q, k and v. */
  private T attendLegacyOrder(T qkv, long width) {
    T tokens = ops.permute(qkv, 0, 1, 3, 2);
    return attend(
        ops.slice(tokens, 3, 0, width),
        ops.slice(tokens, 3, width, 2 * width),
        ops.slice(tokens, 3, 2 * width, 3 * width),
        width);
  }

  /** Splits the channels into q, k and v first, then by head. */
  private T attendNewOrder(T qkv, long heads, long width) {
    T tokens = ops.permute(qkv, 0, 1, 3, 2);
    return attend(
        ops.slice(tokens, 1, 0, heads),
        ops.slice(tokens, 1, heads, 2 * heads),
        ops.slice(tokens, 1, 2 * heads, 3 * heads),
        width);
  }

  private T attend(T q, T k, T v, long width) {
    return ops.attention(q, k, v, 1 / Math.sqrt((double) width), null);
  }

  /** A 1-D convolution of kernel 1 over the flattened pixels, the form stored in checkpoints. */
  private T pointwise(String prefix, T x, long in, long out) {
    T weight = ops.reshape(ops.param(prefix + ".weight", out, in, 1), out, in, 1, 1);
    return ops.conv2d(x, weight, ops.param(prefix + ".bias", out), 1, 0, 1);
  }
}
