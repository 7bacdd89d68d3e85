// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network;

import io.pentimento.core.ops.Ops;

/** Layers with weights; each finds its tensors under a prefix, as PyTorch modules do. */
public final class Layers<T> {
  private final Ops<T> ops;

  public Layers(Ops<T> ops) {
    this.ops = ops;
  }

  public T linear(String prefix, T x, long in, long out) {
    return ops.linear(x, ops.param(prefix + ".weight", out, in), ops.param(prefix + ".bias", out));
  }

  /** Odd kernels, padded to keep the size (divided by the stride). */
  public T conv(String prefix, T x, long in, long out, int kernel, int stride) {
    return ops.conv2d(
        x,
        ops.param(prefix + ".weight", out, in, kernel, kernel),
        ops.param(prefix + ".bias", out),
        stride,
        kernel / 2,
        1);
  }

  public T conv3x3(String prefix, T x, long in, long out) {
    return conv(prefix, x, in, out, 3, 1);
  }

  public T groupNorm(String prefix, T x, int groups, long channels, double eps) {
    return ops.groupNorm(
        x,
        groups,
        ops.param(prefix + ".weight", channels),
        ops.param(prefix + ".bias", channels),
        eps);
  }

  public T layerNorm(String prefix, T x, long width) {
    return ops.layerNorm(
        x, ops.param(prefix + ".weight", width), ops.param(prefix + ".bias", width), 1e-5);
  }
}
