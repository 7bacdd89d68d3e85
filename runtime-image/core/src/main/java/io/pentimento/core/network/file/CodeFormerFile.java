// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.file;

import static io.pentimento.core.graph.BatchDimension.BATCH;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.graph.GraphOps;
import io.pentimento.core.network.codeformer.CodeFormer;
import io.pentimento.core.network.codeformer.CodeFormerConfig;
import io.pentimento.core.network.vqgan.VqganBlock;
import io.pentimento.core.onnx.GraphPrecision;
import io.pentimento.core.onnx.OnnxModel;
import io.pentimento.core.onnx.OnnxOps;
import io.pentimento.core.onnx.ParameterShapes;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** A CodeFormer restorer, including its VQGAN, with its weights. */
public record CodeFormerFile(CodeFormerConfig config, StateDict weights) implements NetworkFile {
  /** Metadata key of the default for {@code w} in a restoring graph. */
  public static final String FIDELITY_WEIGHT = "pentimento.fidelityWeight";

  /**
   * Derives the configuration from the tensors, except for the number of attention heads, which is
   * the published one unless given.
   *
   * @throws IllegalArgumentException if a given value contradicts the tensors, or the tensors
   *     belong to another network
   */
  public static CodeFormerFile of(StateDict weights, JsonNode given) {
    int heads = given.path("n_head").asInt(CodeFormerConfig.faces512().nHead());
    ObjectNode inferred = CodeFormerInference.arguments(weights, heads);
    ObjectNode canonical = CodeFormerHyperparameters.canonical(given);
    GivenHyperparameters.requireAgreement(Architecture.CODE_FORMER, canonical, inferred);
    return new CodeFormerFile(
        CodeFormerHyperparameters.of(GivenHyperparameters.merged(canonical, inferred)), weights);
  }

  @Override
  public <R> R accept(NetworkVisitor<R> visitor) {
    return visitor.codeFormer(this);
  }

  @Override
  public Architecture architecture() {
    return Architecture.CODE_FORMER;
  }

  @Override
  public OptionalInt fixedSize() {
    return OptionalInt.of(config.imgSize());
  }

  @Override
  public int channels() {
    return VqganBlock.COLOURS;
  }

  @Override
  public ObjectNode hyperparameters() {
    return CodeFormerHyperparameters.json(config);
  }

  @Override
  public Map<String, long[]> expectedShapes() {
    return ParameterShapes.of(ops -> record(ops, config.imgSize(), config.imgSize()));
  }

  /** The generator's last convolution, which outputs the image. */
  private String lastBlock() {
    int last = 0;
    while (hasBlock(last + 1)) {
      last++;
    }
    return "generator.blocks." + last + ".";
  }

  private boolean hasBlock(int index) {
    String prefix = "generator.blocks." + index + ".";
    return weights.tensors().keySet().stream().anyMatch(name -> name.startsWith(prefix));
  }

  @Override
  public Set<String> head() {
    return Set.of(lastBlock(), "idx_pred_layer.1.", "quantize.");
  }

  /**
   * The restoring graph: {@code image} in [0, 1] and the scalar {@code w} in [0, 1] to {@code
   * restored}, clamped to [0, 1].
   *
   * @param metadata in addition to {@link #metadata}; {@link #FIDELITY_WEIGHT} can set another
   *     default for w
   */
  public OnnxModel restoring(Map<String, String> metadata, GraphPrecision precision) {
    OnnxOps ops = new OnnxOps(weights::get, precision);
    recordRestoring(ops, config.imgSize(), config.imgSize());
    Map<String, String> all = new HashMap<>(metadata());
    all.put(FIDELITY_WEIGHT, Double.toString(CodeFormer.DEFAULT_W));
    all.putAll(metadata);
    return ops.model(all);
  }

  /**
   * The serving graph: {@code image} in [0, 1] and the scalar {@code w} in [0, 1] to {@code
   * restored}, clamped to [0, 1].
   */
  @Override
  public <T> void recordRestoring(GraphOps<T> ops, int height, int width) {
    T image = ops.input("image", BATCH, VqganBlock.COLOURS, height, width);
    T w = ops.input("w");
    T y = new CodeFormer(config).forward(ops, ops.affine(image, 2, -1), w, true).image();
    ops.output("restored", ops.affine(ops.clip(y, -1, 1), 0.5, 0.5));
  }

  /**
   * Inputs {@code x} in [-1, 1] and the scalar {@code w} in [0, 1]; outputs {@code y} in about [-1,
   * 1], {@code logits} and {@code codes}. AdaIN is enabled.
   */
  @Override
  public <T> void record(GraphOps<T> ops, int height, int width) {
    T x = ops.input("x", BATCH, VqganBlock.COLOURS, height, width);
    T w = ops.input("w");
    var restored = new CodeFormer(config).forward(ops, x, w, true);
    ops.output("y", restored.image());
    ops.output("logits", restored.logits());
    ops.output("codes", restored.codes());
  }
}
