package io.pentimento.core.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.CheckpointMismatch;
import io.pentimento.core.checkpoint.Checkpoints;
import io.pentimento.core.checkpoint.Safetensors;
import io.pentimento.core.checkpoint.ShapeCheck;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.graph.GraphOps;
import io.pentimento.core.graph.NetworkGraph;
import io.pentimento.core.onnx.OnnxModel;
import io.pentimento.core.onnx.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** A network with its weights, as a checkpoint file holds it. */
public sealed interface NetworkFile permits UNetFile, SwinIrFile, CodeFormerFile {
  /** Key of the hyper-parameters (JSON) in the metadata of a file that we write. */
  String HYPERPARAMETERS = "pentimento.hyperparameters";

  /** Key of the architecture in the metadata of a file that we write. */
  String ARCHITECTURE = "pentimento.architecture";

  Architecture architecture();

  StateDict weights();

  /** The constructor's arguments, by their published names. */
  ObjectNode hyperparameters();

  /** Names and shapes of the tensors that the network needs. */
  Map<String, long[]> expectedShapes();

  /** Records the network for images of one size, in pixels; any number at once. */
  <T> void record(GraphOps<T> ops, int height, int width);

  /**
   * Records the network as it restores images in [0, 1].
   *
   * @throws IllegalArgumentException if it is no restorer
   */
  default <T> void recordRestoring(GraphOps<T> ops, int height, int width) {
    throw new IllegalArgumentException("a %s is no restorer".formatted(architecture().published()));
  }

  /** The network with its weights, for images of one size in pixels. */
  default NetworkGraph graph(int height, int width) {
    return new SizedNetwork(this, height, width);
  }

  /**
   * The network as it restores images in [0, 1] of one size in pixels.
   *
   * @throws IllegalArgumentException when it is recorded, if it is no restorer
   */
  default NetworkGraph restorer(int height, int width) {
    return new SizedRestorer(this, height, width);
  }

  /** The network as an ONNX graph for images of one size, in pixels; any number at once. */
  OnnxModel onnx(int height, int width, Precision precision);

  /** Names of the weights of the last layers, which compute in float32 whatever the others do. */
  Set<String> head();

  /** Float16 for all layers with weights but the {@link #head}. */
  default Precision float16() {
    return Precision.float16(head());
  }

  /** As {@link #onnx(int, int, Precision)}, in float32. */
  default OnnxModel onnx(int height, int width) {
    return onnx(height, width, Precision.FLOAT32);
  }

  /** As {@link #onnx(int, int)}, for square images. */
  default OnnxModel onnx(int size) {
    return onnx(size, size);
  }

  /** What files that we write say about themselves. */
  default Map<String, String> metadata() {
    return Map.of(
        ARCHITECTURE, architecture().published(), HYPERPARAMETERS, hyperparameters().toString());
  }

  /** Writes the weights as {@code .safetensors} from which {@link #load} reads the same network. */
  default void write(Path file) throws IOException {
    Safetensors.write(file, weights(), metadata());
  }

  /**
   * Reads a checkpoint of a prior or a restorer.
   *
   * @param given hyper-parameters that the tensors do not show; may be empty
   * @throws CheckpointMismatch if its tensors are not those of a network we know, or contradict
   *     {@code given}; the message names the file, and the tensors or the field
   * @throws CheckpointException if the file is damaged
   */
  static NetworkFile load(Path file, JsonNode given) throws IOException {
    StateDict weights = Checkpoints.load(file);
    Architecture found =
        Architecture.of(weights)
            .orElseThrow(
                () ->
                    new CheckpointMismatch(
                        file + ": these are not the tensors of a network known here"));
    return load(file, weights, found, given);
  }

  /** As {@link #load(Path, JsonNode)}, and the network must be this one. */
  static NetworkFile load(Path file, Architecture expected, JsonNode given) throws IOException {
    StateDict weights = Checkpoints.load(file);
    Architecture found = Architecture.of(weights).orElse(null);
    if (found != expected) {
      throw new CheckpointMismatch(
          "%s: the checkpoint is %s, not %s"
              .formatted(
                  file,
                  found == null ? "of an unknown network" : "a " + found.published(),
                  expected.published()));
    }
    return load(file, weights, expected, given);
  }

  private static NetworkFile load(
      Path file, StateDict weights, Architecture architecture, JsonNode given) throws IOException {
    ObjectNode known = GivenHyperparameters.merged(own(file), given.deepCopy());
    try {
      NetworkFile network = of(architecture, weights, known);
      ShapeCheck.require(weights, network.expectedShapes());
      return network;
    } catch (IllegalArgumentException e) {
      throw CheckpointMismatch.in(file, e);
    }
  }

  private static NetworkFile of(Architecture architecture, StateDict weights, ObjectNode known) {
    return switch (architecture) {
      case GUIDED_DIFFUSION_UNET -> UNetFile.of(weights, known);
      case SWIN_IR -> SwinIrFile.of(weights, known);
      case CODE_FORMER -> CodeFormerFile.of(weights, known);
      default ->
          throw new CheckpointMismatch(
              "this is a %s, which is neither prior nor restorer"
                  .formatted(architecture.published()));
    };
  }

  /** What a file that we wrote says about itself; empty for any other. */
  private static ObjectNode own(Path file) throws IOException {
    try {
      String json = Safetensors.metadata(file).get(HYPERPARAMETERS);
      return json == null
          ? JsonNodeFactory.instance.objectNode()
          : (ObjectNode) new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new CheckpointException(file + ": its metadata " + HYPERPARAMETERS + " is no JSON", e);
    } catch (CheckpointException notSafetensors) {
      return JsonNodeFactory.instance.objectNode();
    }
  }
}
