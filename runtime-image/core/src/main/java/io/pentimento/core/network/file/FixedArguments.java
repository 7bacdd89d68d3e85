// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Set;

/**
 * Arguments of published constructors that the networks here do not have: those that matter only in
 * training or for the original code, which can have any value, and those with one supported value,
 * which is the constructor's default.
 *
 * @param ignored names that can have any value
 * @param supported the only supported value, by name
 */
record FixedArguments(Set<String> ignored, Map<String, JsonNode> supported) {
  static final FixedArguments SWIN_IR =
      new FixedArguments(
          Set.of("drop_rate", "attn_drop_rate", "use_checkpoint", "norm_layer"),
          Map.of(
              "patch_size", IntNode.valueOf(1),
              "ape", BooleanNode.FALSE,
              "patch_norm", BooleanNode.TRUE,
              "qkv_bias", BooleanNode.TRUE,
              "qk_scale", NullNode.instance));
  static final FixedArguments U_NET =
      new FixedArguments(
          Set.of("dropout", "use_checkpoint", "use_fp16"),
          Map.of(
              "dims", IntNode.valueOf(2),
              "num_classes", NullNode.instance,
              "num_heads_upsample", IntNode.valueOf(-1)));
  static final FixedArguments CODE_FORMER =
      new FixedArguments(
          Set.of(
              "beta",
              "fix_modules",
              "vqgan_path",
              "model_path",
              "gumbel_straight_through",
              "gumbel_kl_weight"),
          Map.of("quantizer", TextNode.valueOf("nearest")));

  boolean has(String name) {
    return ignored.contains(name) || supported.containsKey(name);
  }

  /**
   * @throws IllegalArgumentException if the argument has an unsupported value
   */
  void requireSupported(String network, String name, JsonNode value) {
    JsonNode only = supported.get(name);
    if (only != null && !value.isNull() && !same(value, only)) {
      throw new IllegalArgumentException(
          "%s with %s %s is not supported; only %s is".formatted(network, name, value, only));
    }
  }

  private static boolean same(JsonNode value, JsonNode only) {
    return (value.isNumber() && only.isNumber())
        ? value.asDouble() == only.asDouble()
        : value.equals(only);
  }
}
