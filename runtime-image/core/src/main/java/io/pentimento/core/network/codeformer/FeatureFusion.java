// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.codeformer;

import io.pentimento.core.network.Layers;
import io.pentimento.core.network.vqgan.Vqgan.Fusion;
import io.pentimento.core.network.vqgan.VqganBlocks;
import io.pentimento.core.ops.Ops;
import java.util.List;
import java.util.Map;

/**
 * Fuses features of the degraded image into the generated one: the encoder's features determine
 * scale and shift of the generator's features, with a weight w (docs/method.md, section 4.3).
 */
final class FeatureFusion<T> implements Fusion<T> {
  private static final double SLOPE = 0.2;

  private final Ops<T> ops;
  private final Layers<T> layers;
  private final CodeFormerConfig config;
  private final Map<Integer, T> encoded;
  private final T weight;

  FeatureFusion(Ops<T> ops, CodeFormerConfig config, Map<Integer, T> encoded, T weight) {
    this.ops = ops;
    this.layers = new Layers<>(ops);
    this.config = config;
    this.encoded = encoded;
    this.weight = weight;
  }

  @Override
  public T apply(int level, T decoded) {
    return config.connectedLevels().contains(level)
        ? ops.block(() -> fused(level, decoded))
        : decoded;
  }

  private T fused(int level, T decoded) {
    String prefix = "fuse_convs_dict." + CodeFormerConfig.name(level);
    long channels = config.vqgan().channels(level);
    T both = ops.concat(1, List.of(encoded.get(level), decoded));
    T f = new VqganBlocks<>(ops).residual(prefix + ".encode_enc", both, 2 * channels, channels);
    T scaled = ops.mul(decoded, branch(prefix + ".scale", f, channels));
    T change = ops.add(scaled, branch(prefix + ".shift", f, channels));
    return ops.add(decoded, ops.mul(change, weight));
  }

  private T branch(String prefix, T f, long channels) {
    T h = ops.leakyRelu(layers.conv3x3(prefix + ".0", f, channels, channels), SLOPE);
    return layers.conv3x3(prefix + ".2", h, channels, channels);
  }
}
