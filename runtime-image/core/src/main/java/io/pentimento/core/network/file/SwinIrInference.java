// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pentimento.core.checkpoint.StateDict;
import java.util.List;

/** Derives a SwinIR's configuration from the names and shapes of its tensors. */
final class SwinIrInference {
  private final StateDict weights;
  private final ObjectNode json = JsonNodeFactory.instance.objectNode();

  private SwinIrInference(StateDict weights) {
    this.weights = weights;
  }

  static ObjectNode arguments(StateDict weights) {
    for (String name : List.of(block(0, 0) + "attn.qkv.weight", "norm.weight")) {
      if (!weights.contains(name)) {
        throw new IllegalArgumentException(
            "the checkpoint is not a %s: it has no tensor %s"
                .formatted(Architecture.SWIN_IR.published(), name));
      }
    }
    if (weights.contains("absolute_pos_embed")) {
      throw new IllegalArgumentException(
          "SwinIR with absolute position embedding (ape) is not supported");
    }
    SwinIrInference inference = new SwinIrInference(weights);
    inference.body();
    inference.head();
    inference.stem();
    return inference.json;
  }

  private static String block(int group, int index) {
    return "layers." + group + ".residual_group.blocks." + index + ".";
  }

  private void body() {
    long dim = dim("norm.weight", 0);
    json.put("embed_dim", dim);
    ArrayNode depths = json.putArray("depths");
    ArrayNode heads = json.putArray("num_heads");
    for (int group = 0; has(block(group, 0) + "attn.qkv.weight"); group++) {
      int depth = 0;
      while (has(block(group, depth) + "attn.qkv.weight")) {
        depth++;
      }
      depths.add(depth);
      heads.add(dim(block(group, 0) + "attn.relative_position_bias_table", 1));
    }
    long window = (root(dim(block(0, 0) + "attn.relative_position_bias_table", 0)) + 1) / 2;
    json.put("window_size", window);
    json.put("mlp_ratio", (double) dim(block(0, 0) + "mlp.fc1.weight", 0) / dim);
    json.put("resi_connection", has("conv_after_body.0.weight") ? "3conv" : "1conv");
    if (has(block(0, 1) + "attn_mask")) {
      json.put("img_size", root(dim(block(0, 1) + "attn_mask", 0)) * window);
    }
  }

  private void head() {
    if (has("conv_hr.weight")) {
      int doublings = 0;
      while (has("conv_up" + (doublings + 1) + ".weight")) {
        doublings++;
      }
      upsampler("nearest+conv", 1L << doublings);
    } else if (has("conv_before_upsample.0.weight")) {
      upsampler("pixelshuffle", shuffledScale());
    } else if (has("upsample.0.weight")) {
      long channels = dim("conv_first.weight", 1);
      upsampler("pixelshuffledirect", root(dim("upsample.0.weight", 0) / channels));
    } else {
      upsampler("", 1);
    }
    if (has("conv_before_upsample.0.weight")) {
      json.put("num_feat", dim("conv_before_upsample.0.weight", 0));
    }
  }

  private void upsampler(String name, long scale) {
    json.put("upsampler", name);
    json.put("upscale", scale);
  }

  private long shuffledScale() {
    long scale = 1;
    for (int n = 0; has("upsample." + n + ".weight"); n += 2) {
      String name = "upsample." + n + ".weight";
      scale *= root(dim(name, 0) / dim(name, 1));
    }
    return scale;
  }

  private void stem() {
    boolean unshuffled = has("conv_first.1.weight");
    json.put("unshuffle", unshuffled);
    json.put("unshuffle_scale", 1);
    if (unshuffled) {
      long channels = dim("conv_last.weight", 0);
      json.put("in_chans", channels);
      json.put("unshuffle_scale", root(dim("conv_first.1.weight", 1) / channels));
    } else {
      json.put("in_chans", dim("conv_first.weight", 1));
    }
  }

  private boolean has(String name) {
    return weights.contains(name);
  }

  private long dim(String name, int axis) {
    return weights.get(name).dim(axis);
  }

  private static long root(long square) {
    return Math.round(Math.sqrt((double) square));
  }
}
