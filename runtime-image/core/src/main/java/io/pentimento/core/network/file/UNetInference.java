// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pentimento.core.checkpoint.StateDict;
import java.util.ArrayList;
import java.util.List;

/** Derives a U-Net's configuration from the names and shapes of its tensors. */
final class UNetInference {
  private final StateDict weights;
  private final List<Integer> blocksPerLevel;

  private UNetInference(StateDict weights) {
    this.weights = weights;
    this.blocksPerLevel = blocksPerLevel();
  }

  static UNetInference of(StateDict weights) {
    for (String name : List.of("time_embed.0.weight", "input_blocks.0.0.weight", "out.2.weight")) {
      if (!weights.contains(name)) {
        throw new IllegalArgumentException(
            "the checkpoint is not a %s: it has no tensor %s"
                .formatted(Architecture.GUIDED_DIFFUSION_UNET.published(), name));
      }
    }
    if (weights.contains("label_emb.weight")) {
      throw new IllegalArgumentException(
          "the checkpoint is a class-conditional prior (it has label_emb.weight); use an"
              + " unconditional one");
    }
    return new UNetInference(weights);
  }

  int levels() {
    return blocksPerLevel.size();
  }

  ObjectNode arguments(int imageSize) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    int width = (int) dim("time_embed.0.weight", 1);
    json.put("in_channels", dim("input_blocks.0.0.weight", 1));
    json.put("model_channels", width);
    json.put("out_channels", dim("out.2.weight", 0));
    ArrayNode multipliers = json.putArray("channel_mult");
    ArrayNode blocks = json.putArray("num_res_blocks");
    ArrayNode attention = json.putArray("attention_resolutions");
    for (int level = 0; level < levels(); level++) {
      String block = "output_blocks." + firstDecoderBlock(level);
      multipliers.add((double) dim(block + ".0.out_layers.3.weight", 0) / width);
      blocks.add(blocksPerLevel.get(level));
      if (weights.contains(block + ".1.qkv.weight")) {
        attention.add(imageSize >> level);
      }
    }
    String first = "middle_block.0";
    boolean scaleShift =
        dim(first + ".emb_layers.1.weight", 0) == 2 * dim(first + ".out_layers.3.weight", 0);
    json.put("use_scale_shift_norm", scaleShift);
    if (levels() > 1) {
      boolean residual = hasResidualUpsampler(firstDecoderBlock(0) - 1);
      json.put("resblock_updown", residual);
      json.put("conv_resample", residual || hasConvUpsampler(firstDecoderBlock(0) - 1));
    }
    return json;
  }

  /** The decoder starts at the deepest level and has one more block per level than the encoder. */
  private int firstDecoderBlock(int level) {
    int index = 0;
    for (int l = levels() - 1; l > level; l--) {
      index += blocksPerLevel.get(l) + 1;
    }
    return index;
  }

  /** A level ends with an upsampling in the decoder, or a missing block number in the encoder. */
  private List<Integer> blocksPerLevel() {
    List<Integer> fromDeepest = new ArrayList<>();
    int count = 0;
    for (int n = 0; weights.contains("output_blocks." + n + ".0.in_layers.2.weight"); n++) {
      count++;
      if (hasConvUpsampler(n) || hasResidualUpsampler(n)) {
        fromDeepest.add(0, count - 1);
        count = 0;
      }
    }
    if (count == 0) {
      throw new IllegalArgumentException(
          "the checkpoint is not a %s: its decoder (output_blocks) is incomplete"
              .formatted(Architecture.GUIDED_DIFFUSION_UNET.published()));
    }
    fromDeepest.add(0, count - 1);
    return fromDeepest.size() > 1 ? fromDeepest : blocksBetweenGaps();
  }

  /** Pooling layers have no tensors, so that their numbers are missing in the encoder. */
  private List<Integer> blocksBetweenGaps() {
    List<Integer> levels = new ArrayList<>();
    int count = 0;
    for (int n = 1; isEncoderBlock(n) || isEncoderBlock(n + 1); n++) {
      if (isEncoderBlock(n)) {
        count++;
      } else {
        levels.add(count);
        count = 0;
      }
    }
    levels.add(count);
    return levels;
  }

  private boolean isEncoderBlock(int n) {
    return weights.contains("input_blocks." + n + ".0.in_layers.2.weight");
  }

  private boolean hasConvUpsampler(int block) {
    return weights.contains("output_blocks." + block + ".1.conv.weight")
        || weights.contains("output_blocks." + block + ".2.conv.weight");
  }

  private boolean hasResidualUpsampler(int block) {
    return weights.contains("output_blocks." + block + ".1.in_layers.2.weight")
        || weights.contains("output_blocks." + block + ".2.in_layers.2.weight");
  }

  private long dim(String name, int axis) {
    return weights.get(name).dim(axis);
  }
}
