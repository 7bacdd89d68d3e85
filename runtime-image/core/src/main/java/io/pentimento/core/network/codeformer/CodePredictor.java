// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.codeformer;

import io.pentimento.core.network.Layers;
import io.pentimento.core.ops.Ops;

/** The transformer that predicts the codes of the clean image (docs/method.md, section 4.2). */
final class CodePredictor<T> {
  private final Ops<T> ops;
  private final Layers<T> layers;
  private final CodeFormerConfig config;

  CodePredictor(Ops<T> ops, CodeFormerConfig config) {
    this.ops = ops;
    this.layers = new Layers<>(ops);
    this.config = config;
  }

  /** Vectors (N, tokens, embDim) to logits (N, tokens, codebookSize). */
  T logits(T tokens) {
    int width = config.dimEmbd();
    T position =
        ops.reshape(ops.param("position_emb", config.tokens(), width), 1, config.tokens(), width);
    T x = layers.linear("feat_emb", tokens, config.vqgan().embDim(), width);
    for (int i = 0; i < config.nLayers(); i++) {
      x = layer("ft_layers." + i, x, position);
    }
    T head = ops.param("idx_pred_layer.1.weight", config.vqgan().codebookSize(), width);
    return ops.linear(layers.layerNorm("idx_pred_layer.0", x, width), head, null);
  }

  private T layer(String prefix, T x, T position) {
    return ops.block(
        () -> {
          T attended = ops.add(x, attention(prefix, x, position));
          return ops.add(attended, perceptron(prefix, attended));
        });
  }

  private T perceptron(String prefix, T x) {
    int width = config.dimEmbd();
    T h = layers.layerNorm(prefix + ".norm2", x, width);
    h = ops.gelu(layers.linear(prefix + ".linear1", h, width, config.dimMlp()));
    return layers.linear(prefix + ".linear2", h, config.dimMlp(), width);
  }

  /** The position is added to queries and keys, but not to values. */
  private T attention(String prefix, T x, T position) {
    long width = config.dimEmbd();
    T value = layers.layerNorm(prefix + ".norm1", x, width);
    T key = ops.add(value, position);
    T weight = ops.param(prefix + ".self_attn.in_proj_weight", 3 * width, width);
    T bias = ops.param(prefix + ".self_attn.in_proj_bias", 3 * width);
    T q = projected(key, weight, bias, 0);
    T k = projected(key, weight, bias, 1);
    T v = projected(value, weight, bias, 2);
    T out = ops.attention(q, k, v, 1 / Math.sqrt((double) width / config.nHead()), null);
    T joined = ops.reshape(ops.permute(out, 0, 2, 1, 3), ops.shape(x));
    return layers.linear(prefix + ".self_attn.out_proj", joined, width, width);
  }

  /** A third of the projection, split by heads: (N, heads, tokens, width of a head). */
  private T projected(T x, T weight, T bias, int third) {
    long width = config.dimEmbd();
    long from = third * width;
    T y =
        ops.linear(
            x, ops.slice(weight, 0, from, from + width), ops.slice(bias, 0, from, from + width));
    long heads = config.nHead();
    return ops.permute(
        ops.reshape(y, ops.shape(x)[0], config.tokens(), heads, width / heads), 0, 2, 1, 3);
  }
}
