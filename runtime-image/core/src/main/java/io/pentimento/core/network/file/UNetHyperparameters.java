// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pentimento.core.network.unet.UNetConfig;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The U-Net's hyperparameters as JSON, with the argument names of the published constructors. */
public final class UNetHyperparameters {
  private static final Set<String> NAMES =
      Set.of(
          "image_size",
          "in_channels",
          "model_channels",
          "out_channels",
          "channel_mult",
          "num_res_blocks",
          "attention_resolutions",
          "num_heads",
          "num_head_channels",
          "conv_resample",
          "use_scale_shift_norm",
          "resblock_updown",
          "use_new_attention_order");

  private UNetHyperparameters() {}

  /**
   * Reads constructor arguments; missing ones have the constructor's defaults.
   *
   * @throws IllegalArgumentException if a name is unknown, or a value has the wrong type or is not
   *     supported
   */
  public static UNetConfig of(JsonNode json) {
    Hyperparameters h = new Hyperparameters("the U-Net", json, NAMES, FixedArguments.U_NET);
    List<Double> multipliers = h.reals("channel_mult");
    return new UNetConfig(
        h.integer("image_size", 0),
        h.integer("in_channels", 3),
        h.integer("model_channels", 32),
        h.integer("out_channels", 6),
        multipliers,
        h.integers("num_res_blocks", multipliers.size()),
        Set.copyOf(h.integers("attention_resolutions")),
        h.integer("num_heads", 1),
        h.integer("num_head_channels", -1),
        h.flag("conv_resample", true),
        h.flag("use_scale_shift_norm", false),
        h.flag("resblock_updown", false),
        h.flag("use_new_attention_order", false));
  }

  /** The inverse of {@link #of}. */
  public static ObjectNode json(UNetConfig config) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("image_size", config.imageSize());
    json.put("in_channels", config.inChannels());
    json.put("model_channels", config.modelChannels());
    json.put("out_channels", config.outChannels());
    config.channelMult().forEach(json.putArray("channel_mult")::add);
    config.numResBlocks().forEach(json.putArray("num_res_blocks")::add);
    new TreeSet<>(config.attentionResolutions())
        .forEach(json.putArray("attention_resolutions")::add);
    json.put("num_heads", config.numHeads());
    json.put("num_head_channels", config.numHeadChannels());
    json.put("conv_resample", config.convResample());
    json.put("use_scale_shift_norm", config.useScaleShiftNorm());
    json.put("resblock_updown", config.resblockUpdown());
    json.put("use_new_attention_order", config.useNewAttentionOrder());
    return json;
  }
}
