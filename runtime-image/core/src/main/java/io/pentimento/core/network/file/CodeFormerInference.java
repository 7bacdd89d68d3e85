// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.network.codeformer.CodeFormerConfig;
import io.pentimento.core.network.vqgan.VqganConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Derives a CodeFormer's configuration from the names and shapes of its tensors. */
final class CodeFormerInference {
  private static final String FUSE = "fuse_convs_dict.";
  private static final int MIDDLE_RESIDUALS = 2;
  private static final int MIDDLE_ATTENTIONS = 1;

  private final StateDict weights;

  /** Numbers of residual blocks and attentions of one level of the encoder. */
  private static final class Level {
    private int residuals;
    private int attentions;
    private long channels;
  }

  private CodeFormerInference(StateDict weights) {
    this.weights = weights;
  }

  static ObjectNode arguments(StateDict weights, int heads) {
    for (String name :
        List.of(
            "position_emb",
            "encoder.blocks.0.weight",
            "quantize.embedding.weight",
            "feat_emb.weight",
            "ft_layers.0.linear1.weight",
            "idx_pred_layer.1.weight")) {
      if (!weights.contains(name)) {
        throw new IllegalArgumentException(
            "the checkpoint is not a %s: it has no tensor %s"
                .formatted(Architecture.CODE_FORMER.published(), name));
      }
    }
    return CodeFormerHyperparameters.json(new CodeFormerInference(weights).config(heads));
  }

  private CodeFormerConfig config(int heads) {
    int layers = 0;
    while (weights.contains("ft_layers." + layers + ".linear1.weight")) {
      layers++;
    }
    return new CodeFormerConfig(
        vqgan(),
        (int) Math.round(Math.sqrt(dim("position_emb", 0))),
        dim("feat_emb.weight", 0),
        dim("ft_layers.0.linear1.weight", 0),
        heads,
        layers,
        connected());
  }

  private VqganConfig vqgan() {
    List<Level> levels = levels();
    int width = dim("encoder.blocks.0.weight", 0);
    Set<Integer> attention = new HashSet<>();
    for (int level = 0; level < levels.size(); level++) {
      if (levels.get(level).attentions > 0) {
        attention.add(level);
      }
    }
    return new VqganConfig(
        width,
        levels.stream().map(level -> (int) (level.channels / width)).toList(),
        levels.get(0).residuals,
        attention,
        dim("quantize.embedding.weight", 1),
        dim("quantize.embedding.weight", 0));
  }

  /** A level ends with a downsampling; the deepest one also contains the middle blocks. */
  private List<Level> levels() {
    List<Level> levels = new ArrayList<>(List.of(new Level()));
    for (int n = 1; has(n, ".weight") || has(n, ".conv1.weight") || isInner(n); n++) {
      Level level = levels.get(levels.size() - 1);
      if (has(n, ".conv1.weight")) {
        level.residuals++;
        level.channels = dim(block(n) + ".conv1.weight", 0);
      } else if (has(n, ".q.weight")) {
        level.attentions++;
      } else if (has(n, ".conv.weight")) {
        levels.add(new Level());
      }
    }
    Level deepest = levels.get(levels.size() - 1);
    deepest.residuals -= MIDDLE_RESIDUALS;
    deepest.attentions -= MIDDLE_ATTENTIONS;
    if (levels.get(0).residuals < 1 || deepest.channels == 0) {
      throw new IllegalArgumentException(
          "the checkpoint is not a %s: its encoder is incomplete"
              .formatted(Architecture.CODE_FORMER.published()));
    }
    return levels;
  }

  private boolean isInner(int n) {
    return has(n, ".q.weight") || has(n, ".conv.weight");
  }

  private boolean has(int block, String tensor) {
    return weights.contains(block(block) + tensor);
  }

  private static String block(int n) {
    return "encoder.blocks." + n;
  }

  private Set<Integer> connected() {
    Set<Integer> levels = new TreeSet<>();
    for (String name : weights.names()) {
      if (name.startsWith(FUSE)) {
        levels.add(CodeFormerConfig.level(name.substring(FUSE.length()).split("\\.", 2)[0]));
      }
    }
    return levels;
  }

  private int dim(String name, int axis) {
    return (int) weights.get(name).dim(axis);
  }
}
