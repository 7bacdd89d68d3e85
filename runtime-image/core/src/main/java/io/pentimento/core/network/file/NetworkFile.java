// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pentimento.core.checkpoint.CheckpointMismatch;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.safetensors.Safetensors;
import io.pentimento.core.graph.GraphOps;
import io.pentimento.core.graph.NetworkGraph;
import io.pentimento.core.onnx.GraphPrecision;
import io.pentimento.core.onnx.OnnxModel;
import io.pentimento.core.onnx.OnnxOps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** A network with its weights, from a checkpoint file. */
public sealed interface NetworkFile permits UNetFile, SwinIrFile, CodeFormerFile {
  /** Metadata key of the hyperparameters (JSON) in files written by Pentimento. */
  String HYPERPARAMETERS = "pentimento.hyperparameters";

  /** Metadata key of the architecture in files written by Pentimento. */
  String ARCHITECTURE = "pentimento.architecture";

  /** Channels of an RGB image. */
  int RGB = 3;

  Architecture architecture();

  /** Calls the method of the visitor for this kind of network. */
  <R> R accept(NetworkVisitor<R> visitor);

  StateDict weights();

  /** The constructor arguments, with their published names. */
  ObjectNode hyperparameters();

  /** Names and shapes of the tensors that the network needs. */
  Map<String, long[]> expectedShapes();

  /** Records the network for images of one size, in pixels, and any batch size. */
  <T> void record(GraphOps<T> ops, int height, int width);

  /**
   * Records the network as a restorer of images in [0, 1].
   *
   * @throws IllegalArgumentException if it is not a restorer
   */
  default <T> void recordRestoring(GraphOps<T> ops, int height, int width) {
    throw new IllegalArgumentException(
        "a %s is not a restorer".formatted(architecture().published()));
  }

  /** The network with its weights, for images of one size in pixels. */
  default NetworkGraph graph(int height, int width) {
    return new SizedNetwork(this, height, width);
  }

  /**
   * The network as a restorer of images in [0, 1] of one size in pixels.
   *
   * @throws IllegalArgumentException when it is recorded, if it is not a restorer
   */
  default NetworkGraph restorer(int height, int width) {
    return new SizedRestorer(this, height, width);
  }

  /** The network as an ONNX graph for images of one size, in pixels, and any batch size. */
  default OnnxModel onnx(int height, int width, GraphPrecision precision) {
    OnnxOps ops = new OnnxOps(weights()::get, precision);
    record(ops, height, width);
    return ops.model(metadata());
  }

  /** Names of the weights of the last layers, which always compute in float32. */
  Set<String> head();

  /** Float16 for all layers with weights except the {@link #head}. */
  default GraphPrecision float16() {
    return GraphPrecision.float16(head());
  }

  /** As {@link #onnx(int, int, GraphPrecision)}, in float32. */
  default OnnxModel onnx(int height, int width) {
    return onnx(height, width, GraphPrecision.FLOAT32);
  }

  /** As {@link #onnx(int, int)}, for square images. */
  default OnnxModel onnx(int size) {
    return onnx(size, size);
  }

  /** Metadata of written files. */
  default Map<String, String> metadata() {
    return Map.of(
        ARCHITECTURE, architecture().published(), HYPERPARAMETERS, hyperparameters().toString());
  }

  /**
   * Writes the weights as {@code .safetensors}, from which {@link #load} reads the same network.
   */
  default void write(Path file) throws IOException {
    Safetensors.write(file, weights(), metadata());
  }

  /** Side in pixels of the square images that the network works on; empty if it takes any size. */
  OptionalInt fixedSize();

  /** Number of colour channels of the network's images. */
  int channels();

  /**
   * Does nothing if the network takes RGB images.
   *
   * @throws CheckpointMismatch otherwise
   */
  default void requireRgb() {
    if (channels() != RGB) {
      throw new CheckpointMismatch(
          "the %s takes images of %d channel%s: it is not an RGB %s"
              .formatted(
                  architecture().published(),
                  channels(),
                  channels() == 1 ? "" : "s",
                  architecture() == Architecture.GUIDED_DIFFUSION_UNET ? "prior" : "restorer"));
    }
  }

  /** As {@link NetworkLoader#load(JsonNode)} without a key. */
  static NetworkFile load(Path file, JsonNode given) throws IOException {
    return new NetworkLoader(file, null).load(given);
  }

  /** As {@link NetworkLoader#load(Architecture, JsonNode)} without a key. */
  static NetworkFile load(Path file, Architecture expected, JsonNode given) throws IOException {
    return new NetworkLoader(file, null).load(expected, given);
  }
}
