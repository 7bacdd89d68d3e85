// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.swinir;

import io.pentimento.core.network.DropPath;
import io.pentimento.core.network.Layers;
import io.pentimento.core.ops.Ops;

/** The building blocks of {@link SwinIr} (docs/method.md, section 3.2). */
final class SwinBlocks<T> {

  /** The position of a block: the size of its feature map, its heads, and its drop-path rate. */
  record Place(long height, long width, int heads, boolean shifted, double dropRate) {}

  private final Ops<T> ops;
  private final Layers<T> layers;
  private final SwinIrConfig config;
  private final DropPath<T> dropPath;
  private final Windows<T> windows;

  SwinBlocks(Ops<T> ops, SwinIrConfig config, DropPath<T> dropPath) {
    this.ops = ops;
    this.layers = new Layers<>(ops);
    this.config = config;
    this.dropPath = dropPath;
    this.windows = new Windows<>(ops, config.windowSize());
  }

  /** (N, C, H, W) to (N, H·W, C). */
  T tokens(T image) {
    long[] s = ops.shape(image);
    return ops.permute(ops.reshape(image, s[0], s[1], s[2] * s[3]), 0, 2, 1);
  }

  /** (N, H·W, C) to (N, C, H, W), with H and W from {@code shape}. */
  T image(T tokens, long[] shape) {
    return ops.reshape(
        ops.permute(tokens, 0, 2, 1), shape[0], config.embedDim(), shape[2], shape[3]);
  }

  T residualConv(String prefix, T x) {
    long dim = config.embedDim();
    if (!config.threeConvResidual()) {
      return layers.conv3x3(prefix, x, dim, dim);
    }
    long narrow = dim / 4;
    T h = ops.leakyRelu(layers.conv3x3(prefix + ".0", x, dim, narrow), 0.2);
    h = ops.leakyRelu(layers.conv(prefix + ".2", h, narrow, narrow, 1, 1), 0.2);
    return layers.conv3x3(prefix + ".4", h, narrow, dim);
  }

  T block(String prefix, T x, Place place) {
    return ops.block(() -> branches(prefix, x, place));
  }

  private T branches(String prefix, T x, Place place) {
    long dim = config.embedDim();
    T attended = attention(prefix + ".attn", layers.layerNorm(prefix + ".norm1", x, dim), place);
    T h = ops.add(x, dropped(attended, place));
    T mlp = mlp(prefix + ".mlp", layers.layerNorm(prefix + ".norm2", h, dim));
    return ops.add(h, dropped(mlp, place));
  }

  private T dropped(T branch, Place place) {
    return place.dropRate() > 0 ? dropPath.apply(branch, place.dropRate()) : branch;
  }

  private T mlp(String prefix, T x) {
    long dim = config.embedDim();
    long hidden = (long) (dim * config.mlpRatio());
    return layers.linear(
        prefix + ".fc2", ops.gelu(layers.linear(prefix + ".fc1", x, dim, hidden)), hidden, dim);
  }

  private T attention(String prefix, T x, Place place) {
    long dim = config.embedDim();
    T split = windows.partition(x, place.height(), place.width(), place.shifted());
    T qkv = layers.linear(prefix + ".qkv", split, dim, 3 * dim);
    T out = attend(prefix, qkv, place);
    out = layers.linear(prefix + ".proj", out, dim, dim);
    return windows.reverse(out, place.height(), place.width(), place.shifted());
  }

  /** (windows, tokens, 3·C), ordered q, k, v and by head within each, to (windows, tokens, C). */
  private T attend(String prefix, T qkv, Place place) {
    long[] s = ops.shape(qkv);
    long heads = place.heads();
    long width = config.embedDim() / heads;
    T split = ops.permute(ops.reshape(qkv, s[0], s[1], 3 * heads, width), 0, 2, 1, 3);
    T q = ops.affine(ops.slice(split, 1, 0, heads), 1 / Math.sqrt((double) width), 0);
    T k = ops.slice(split, 1, heads, 2 * heads);
    T v = ops.slice(split, 1, 2 * heads, 3 * heads);
    T logits = ops.add(ops.matmul(q, ops.permute(k, 0, 1, 3, 2)), positionBias(prefix, heads));
    if (place.shifted()) {
      logits = windows.masked(logits, place.height(), place.width());
    }
    T out = ops.matmul(ops.softmax(logits, 3), v);
    return ops.reshape(ops.permute(out, 0, 2, 1, 3), s[0], s[1], config.embedDim());
  }

  private T positionBias(String prefix, long heads) {
    long tokens = (long) config.windowSize() * config.windowSize();
    long span = 2L * config.windowSize() - 1;
    T table = ops.param(prefix + ".relative_position_bias_table", span * span, heads);
    T bias = ops.embedding(windows.relativePositions(), table);
    return ops.reshape(
        ops.permute(ops.reshape(bias, tokens, tokens, heads), 2, 0, 1), 1, heads, tokens, tokens);
  }
}
