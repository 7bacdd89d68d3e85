// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.file;

import static io.pentimento.core.graph.BatchDimension.BATCH;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.graph.GraphOps;
import io.pentimento.core.network.swinir.SwinIr;
import io.pentimento.core.network.swinir.SwinIrConfig;
import io.pentimento.core.onnx.ParameterShapes;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** A SwinIR restorer with its weights. */
public record SwinIrFile(SwinIrConfig config, StateDict weights) implements NetworkFile {

  /**
   * Derives the configuration from the tensors. The rest is taken from {@code given}, otherwise
   * from the defaults of the published constructor.
   *
   * @throws IllegalArgumentException if a given value contradicts the tensors, or the tensors
   *     belong to another network
   */
  public static SwinIrFile of(StateDict weights, JsonNode given) {
    ObjectNode inferred = SwinIrInference.arguments(weights);
    ObjectNode canonical = GivenHyperparameters.canonical(given, 0);
    if (inferred.get("unshuffle_scale").asInt() == 1) {
      canonical.remove("unshuffle_scale");
    }
    GivenHyperparameters.requireAgreement(Architecture.SWIN_IR, canonical, inferred);
    return new SwinIrFile(
        SwinIrHyperparameters.of(GivenHyperparameters.merged(canonical, inferred)), weights);
  }

  @Override
  public <R> R accept(NetworkVisitor<R> visitor) {
    return visitor.swinIr(this);
  }

  @Override
  public Architecture architecture() {
    return Architecture.SWIN_IR;
  }

  @Override
  public OptionalInt fixedSize() {
    return OptionalInt.empty();
  }

  @Override
  public int channels() {
    return config.inChans();
  }

  @Override
  public ObjectNode hyperparameters() {
    return SwinIrHyperparameters.json(config);
  }

  @Override
  public Map<String, long[]> expectedShapes() {
    return ParameterShapes.of(ops -> record(ops, config.multiple(), config.multiple()));
  }

  @Override
  public Set<String> head() {
    return Set.of("conv_last.");
  }

  /** Input {@code x} and output {@code y} in [0, 1]. */
  @Override
  public <T> void record(GraphOps<T> ops, int height, int width) {
    T x = ops.input("x", BATCH, config.inChans(), height, width);
    ops.output("y", new SwinIr(config).forward(ops, x));
  }

  /** The serving graph: {@code image} in [0, 1] to {@code restored}, clamped to [0, 1]. */
  @Override
  public <T> void recordRestoring(GraphOps<T> ops, int height, int width) {
    T image = ops.input("image", BATCH, config.inChans(), height, width);
    ops.output("restored", ops.clip(new SwinIr(config).forward(ops, image), 0, 1));
  }
}
