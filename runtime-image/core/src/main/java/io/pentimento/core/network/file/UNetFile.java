// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.file;

import static io.pentimento.core.graph.BatchDimension.BATCH;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.graph.GraphOps;
import io.pentimento.core.graph.NetworkGraph;
import io.pentimento.core.network.unet.UNet;
import io.pentimento.core.network.unet.UNetConfig;
import io.pentimento.core.onnx.ParameterShapes;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** A diffusion prior with its weights. */
public record UNetFile(UNetConfig config, StateDict weights) implements NetworkFile {

  /**
   * Derives the configuration from the tensors. The rest is taken from {@code given}, otherwise
   * from the published prior.
   *
   * @throws IllegalArgumentException if a given value contradicts the tensors, or the tensors
   *     belong to another network
   */
  public static UNetFile of(StateDict weights, JsonNode given) {
    UNetInference shown = UNetInference.of(weights);
    ObjectNode canonical = GivenHyperparameters.canonical(given, shown.levels());
    ObjectNode complete = GivenHyperparameters.merged(published(), canonical);
    ObjectNode inferred = shown.arguments(complete.get("image_size").asInt());
    GivenHyperparameters.requireAgreement(Architecture.GUIDED_DIFFUSION_UNET, canonical, inferred);
    UNetConfig config = UNetHyperparameters.of(GivenHyperparameters.merged(complete, inferred));
    requireWholeHeads(config);
    return new UNetFile(config, weights);
  }

  /** Values of the published prior that cannot be derived from tensors. */
  private static ObjectNode published() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("image_size", 512);
    json.put("num_head_channels", 64);
    return json;
  }

  private static void requireWholeHeads(UNetConfig config) {
    int divisor = config.numHeadChannels() > 0 ? config.numHeadChannels() : config.numHeads();
    for (int level = 0; level < config.levels(); level++) {
      boolean attends =
          level == config.levels() - 1
              || config.attentionResolutions().contains(config.imageSize() >> level);
      if (attends && config.channels(level) % divisor != 0) {
        throw new IllegalArgumentException(
            "num_head_channels %d does not divide the %d channels of level %d; set the correct value"
                .formatted(divisor, config.channels(level), level));
      }
    }
  }

  @Override
  public <R> R accept(NetworkVisitor<R> visitor) {
    return visitor.uNet(this);
  }

  @Override
  public Architecture architecture() {
    return Architecture.GUIDED_DIFFUSION_UNET;
  }

  @Override
  public OptionalInt fixedSize() {
    return OptionalInt.empty();
  }

  @Override
  public int channels() {
    return config.inChannels();
  }

  @Override
  public ObjectNode hyperparameters() {
    return UNetHyperparameters.json(config);
  }

  @Override
  public Map<String, long[]> expectedShapes() {
    return ParameterShapes.of(ops -> record(ops, config.imageSize(), config.imageSize()));
  }

  /** As {@link #record}, with a second output {@code deep}: the features that can be reused. */
  public NetworkGraph withDeepFeatures(int height, int width) {
    return new DeepFeaturesGraph(this, height, width);
  }

  /** The outermost level: inputs {@code x}, {@code t} and {@code deep}, output {@code y}. */
  public NetworkGraph outermostLevel(int height, int width) {
    return new OutermostLevelGraph(this, height, width);
  }

  @Override
  public Set<String> head() {
    return Set.of("out.2.");
  }

  /** Inputs {@code x} in [-1, 1] and {@code t}; output {@code y}, (N, outChannels, size, size). */
  @Override
  public <T> void record(GraphOps<T> ops, int height, int width) {
    T x = ops.input("x", BATCH, config.inChannels(), height, width);
    T t = ops.input("t", BATCH);
    ops.output("y", new UNet(config).forward(ops, x, t));
  }
}
