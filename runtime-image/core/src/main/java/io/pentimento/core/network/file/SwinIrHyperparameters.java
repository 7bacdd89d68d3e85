// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pentimento.core.network.swinir.SwinIrConfig;
import io.pentimento.core.network.swinir.SwinIrConfig.Upsampler;
import java.util.Set;

/** SwinIR's hyperparameters as JSON, with the argument names of the published constructors. */
public final class SwinIrHyperparameters {
  private static final String THREE_CONV = "3conv";
  private static final Set<String> NAMES =
      Set.of(
          "img_size",
          "in_chans",
          "embed_dim",
          "depths",
          "num_heads",
          "window_size",
          "mlp_ratio",
          "upscale",
          "sf",
          "img_range",
          "upsampler",
          "resi_connection",
          "unshuffle",
          "unshuffle_scale",
          "num_feat",
          "drop_path_rate");

  private SwinIrHyperparameters() {}

  /**
   * Reads constructor arguments; missing ones have the constructor's defaults.
   *
   * @throws IllegalArgumentException if a name is unknown, or a value has the wrong type or is not
   *     supported
   */
  public static SwinIrConfig of(JsonNode json) {
    Hyperparameters h = new Hyperparameters("SwinIR", json, NAMES, FixedArguments.SWIN_IR);
    boolean unshuffle = h.flag("unshuffle", h.has("unshuffle_scale"));
    return new SwinIrConfig(
        h.integer("in_chans", 3),
        h.integer("img_size", 64),
        h.integer("embed_dim", 96),
        h.integers("depths"),
        h.integers("num_heads"),
        h.integer("window_size", 7),
        h.real("mlp_ratio", 4),
        h.integer("upscale", h.integer("sf", 1)),
        h.real("img_range", 1),
        Upsampler.named(h.text("upsampler", "")),
        THREE_CONV.equals(h.text("resi_connection", "1conv")),
        unshuffle ? h.integer("unshuffle_scale", 1) : 1,
        h.integer("num_feat", 64),
        h.real("drop_path_rate", 0.1));
  }

  /** The inverse of {@link #of}. */
  public static ObjectNode json(SwinIrConfig config) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("in_chans", config.inChans());
    json.put("img_size", config.imgSize());
    json.put("embed_dim", config.embedDim());
    config.depths().forEach(json.putArray("depths")::add);
    config.numHeads().forEach(json.putArray("num_heads")::add);
    json.put("window_size", config.windowSize());
    json.put("mlp_ratio", config.mlpRatio());
    json.put("upscale", config.upscale());
    json.put("img_range", config.imgRange());
    json.put("upsampler", config.upsampler().published());
    json.put("resi_connection", config.threeConvResidual() ? THREE_CONV : "1conv");
    json.put("unshuffle", config.unshuffleScale() > 1);
    json.put("unshuffle_scale", config.unshuffleScale());
    json.put("num_feat", config.numFeat());
    json.put("drop_path_rate", config.dropPathRate());
    return json;
  }
}
