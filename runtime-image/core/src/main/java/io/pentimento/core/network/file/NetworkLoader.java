// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.file;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.CheckpointMismatch;
import io.pentimento.core.checkpoint.ShapeCheck;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.reader.Checkpoints;
import io.pentimento.core.checkpoint.safetensors.Safetensors;
import io.pentimento.core.network.NonFiniteModelException;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the checkpoint of a prior or a restorer.
 *
 * @param key location of the weights in the file, as for {@link Checkpoints#load(Path, String)};
 *     null for the usual locations
 */
public record NetworkLoader(Path file, @Nullable String key) {

  public NetworkLoader {
    requireNonNull(file, "file");
  }

  /** The tensors of the network, without prefixes of wrappers. */
  public StateDict weights() throws IOException {
    StateDict weights = Checkpoints.load(file, key);
    return Architecture.sharedPrefix(weights).map(weights::withoutPrefix).orElse(weights);
  }

  /**
   * The network of any architecture.
   *
   * @param given hyperparameters that cannot be derived from the tensors; may be empty
   * @throws CheckpointMismatch if the tensors do not belong to a known network, or contradict
   *     {@code given}; the message names the file, and the tensors or the field
   * @throws CheckpointException if the file is damaged
   */
  public NetworkFile load(JsonNode given) throws IOException {
    StateDict weights = weights();
    return load(weights, Architecture.of(weights).orElseThrow(() -> unknown(weights)), given);
  }

  /** As {@link #load(JsonNode)}; the network must have this architecture. */
  public NetworkFile load(Architecture expected, JsonNode given) throws IOException {
    StateDict weights = weights();
    Architecture found = Architecture.of(weights).orElseThrow(() -> unknown(weights));
    if (found != expected) {
      throw new CheckpointMismatch(
          "%s: the checkpoint is a %s, not %s"
              .formatted(file, found.published(), expected.published()));
    }
    return load(weights, expected, given);
  }

  private CheckpointMismatch unknown(StateDict weights) {
    List<String> prefixes = Architecture.prefixes(weights);
    return new CheckpointMismatch(
        "%s: the tensors do not match any supported network%s"
            .formatted(
                file,
                prefixes.isEmpty()
                    ? ""
                    : "; but some are, without one of the prefixes %s: name one as the key"
                        .formatted(prefixes)));
  }

  private NetworkFile load(StateDict weights, Architecture architecture, JsonNode given)
      throws IOException {
    ObjectNode known = GivenHyperparameters.merged(own(), given.deepCopy());
    try {
      NetworkFile network = of(architecture, weights, known);
      ShapeCheck.require(weights, network.expectedShapes());
      requireFinite(weights);
      return network;
    } catch (NonFiniteModelException e) {
      throw new NonFiniteModelException(file + ": " + e.getMessage());
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
              "this is a %s, which is neither a prior nor a restorer"
                  .formatted(architecture.published()));
    };
  }

  /** Weights that are not finite come from a diverged training or a damaged file. */
  private static void requireFinite(StateDict weights) {
    weights.tensors().forEach(NetworkLoader::requireFinite);
  }

  private static void requireFinite(String name, Tensor tensor) {
    if (ShapeCheck.isComputedBuffer(name)) {
      return;
    }
    for (float value : tensor.data()) {
      if (!Float.isFinite(value)) {
        throw new NonFiniteModelException(
            "tensor '%s' is not finite, it has the value %s; the file is damaged, or its training diverged"
                .formatted(name, value));
      }
    }
  }

  /** Metadata of a file written by Pentimento; empty for other files. */
  private ObjectNode own() throws IOException {
    Optional<String> json =
        Safetensors.isSafetensors(file)
            ? Optional.ofNullable(Safetensors.metadata(file).get(NetworkFile.HYPERPARAMETERS))
            : Optional.empty();
    return json.isEmpty() ? JsonNodeFactory.instance.objectNode() : object(json.get());
  }

  private ObjectNode object(String json) {
    try {
      if (new ObjectMapper().readTree(json) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      throw notAnObject(e);
    }
    throw notAnObject(null);
  }

  private CheckpointException notAnObject(@Nullable Throwable cause) {
    return new CheckpointException(
        "%s: its metadata '%s' is not a JSON object; correct or remove this entry"
            .formatted(file, NetworkFile.HYPERPARAMETERS),
        cause);
  }
}
