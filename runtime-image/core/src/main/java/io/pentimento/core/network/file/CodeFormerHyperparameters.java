// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pentimento.core.network.codeformer.CodeFormerConfig;
import io.pentimento.core.network.vqgan.VqganConfig;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads and writes {@link CodeFormerConfig} as the constructor arguments of the published code, in
 * JSON.
 */
public final class CodeFormerHyperparameters {
  private static final Set<String> NAMES =
      Set.of(
          "img_size",
          "nf",
          "ch_mult",
          "res_blocks",
          "attn_resolutions",
          "emb_dim",
          "codebook_size",
          "latent_size",
          "dim_embd",
          "dim_mlp",
          "n_head",
          "n_layers",
          "connect_list");

  private CodeFormerHyperparameters() {}

  /**
   * Reads constructor arguments; missing ones have the published values, for {@code img_size}.
   *
   * @throws IllegalArgumentException if a name is unknown, a value has the wrong type, or values
   *     contradict each other
   */
  public static CodeFormerConfig of(JsonNode json) {
    Hyperparameters h =
        new Hyperparameters(
            Architecture.CODE_FORMER.published(), json, NAMES, FixedArguments.CODE_FORMER);
    CodeFormerConfig published = CodeFormerConfig.faces512();
    VqganConfig vqgan = vqgan(h, published);
    int dimEmbd = h.integer("dim_embd", published.dimEmbd());
    CodeFormerConfig config =
        new CodeFormerConfig(
            vqgan,
            h.integer("img_size", published.imgSize()) / vqgan.factor(),
            dimEmbd,
            h.integer("dim_mlp", 2 * dimEmbd),
            h.integer("n_head", published.nHead()),
            h.integer("n_layers", published.nLayers()),
            levels(json, published));
    requirePositions(h, config);
    return config;
  }

  private static VqganConfig vqgan(Hyperparameters h, CodeFormerConfig published) {
    VqganConfig like = published.vqgan();
    List<Integer> multipliers = h.has("ch_mult") ? h.integers("ch_mult") : like.chMult();
    int size = h.integer("img_size", published.imgSize());
    Set<Integer> attention =
        h.has("attn_resolutions")
            ? attentionLevels(h.integers("attn_resolutions"), size, multipliers.size())
            : Set.of(multipliers.size() - 1);
    return new VqganConfig(
        h.integer("nf", like.nf()),
        multipliers,
        h.integer("res_blocks", like.resBlocks()),
        attention,
        h.integer("emb_dim", like.embDim()),
        h.integer("codebook_size", like.codebookSize()));
  }

  private static Set<Integer> attentionLevels(List<Integer> pixels, int size, int levels) {
    Set<Integer> attention = new TreeSet<>();
    for (int level = 0; level < levels; level++) {
      if (pixels.contains(size >> level)) {
        attention.add(level);
      }
    }
    return attention;
  }

  private static Set<Integer> levels(JsonNode json, CodeFormerConfig published) {
    if (!json.hasNonNull("connect_list")) {
      return published.connectedLevels();
    }
    if (!json.get("connect_list").isArray()) {
      throw new IllegalArgumentException(
          "hyperparameter 'connect_list' of CodeFormer must be a list of names, not "
              + json.get("connect_list"));
    }
    Set<Integer> levels = new TreeSet<>();
    json.get("connect_list").forEach(name -> levels.add(CodeFormerConfig.level(name.asText())));
    return levels;
  }

  private static void requirePositions(Hyperparameters h, CodeFormerConfig config) {
    int positions = h.integer("latent_size", config.tokens());
    if (positions != config.tokens()) {
      throw new IllegalArgumentException(
          "latent_size %d of CodeFormer contradicts img_size %d, whose grid of codes has %d"
              .formatted(positions, config.imgSize(), config.tokens()));
    }
  }

  /** The inverse of {@link #of}. */
  public static ObjectNode json(CodeFormerConfig config) {
    VqganConfig vqgan = config.vqgan();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("img_size", config.imgSize());
    json.put("nf", vqgan.nf());
    vqgan.chMult().forEach(json.putArray("ch_mult")::add);
    json.put("res_blocks", vqgan.resBlocks());
    ArrayNode attention = json.putArray("attn_resolutions");
    new TreeSet<>(vqgan.attentionLevels()).forEach(l -> attention.add(config.imgSize() >> l));
    json.put("emb_dim", vqgan.embDim());
    json.put("codebook_size", vqgan.codebookSize());
    json.put("latent_size", config.tokens());
    json.put("dim_embd", config.dimEmbd());
    json.put("dim_mlp", config.dimMlp());
    json.put("n_head", config.nHead());
    json.put("n_layers", config.nLayers());
    connectList(config.connectedLevels()).forEach(json.putArray("connect_list")::add);
    return json;
  }

  /** The smallest feature map first, as published. */
  private static List<String> connectList(Collection<Integer> levels) {
    return levels.stream().sorted(Comparator.reverseOrder()).map(CodeFormerConfig::name).toList();
  }

  /** Normalises values that can be written in several ways: names as text, lists in order. */
  static ObjectNode canonical(JsonNode given) {
    ObjectNode all = given.deepCopy();
    if (all.path("connect_list").isArray()) {
      Set<Integer> levels = levels(all, CodeFormerConfig.faces512());
      connectList(levels).forEach(all.putArray("connect_list")::add);
    }
    if (all.path("attn_resolutions").isArray()) {
      Set<Integer> pixels = new TreeSet<>(Comparator.reverseOrder());
      all.get("attn_resolutions").forEach(side -> pixels.add(side.asInt()));
      pixels.forEach(all.putArray("attn_resolutions")::add);
    }
    return all;
  }
}
