// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command.options;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pentimento.core.network.file.Architecture;
import io.pentimento.core.network.file.NetworkFile;
import io.pentimento.core.network.file.NetworkLoader;
import io.pentimento.worker.input.InputFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Hyperparameters that a checkpoint does not contain, and the location of its weights. */
public final class CheckpointOptions {
  @Mixin private KeyOption key = new KeyOption();

  @Option(
      names = "--hyperparameters",
      description =
          "JSON file with the published constructor's arguments: an object, or an object with"
              + " constructor.args. Only values that the tensors do not determine are needed.")
  private @Nullable Path file;

  /** Loads the checkpoint as the network that {@link #hyperparameters} complete. */
  public NetworkLoader loader(Path checkpoint) {
    return new NetworkLoader(checkpoint, key.value());
  }

  /** Loads a network of any architecture. */
  public NetworkFile load(Path checkpoint) throws IOException {
    try {
      return loader(checkpoint).load(hyperparameters());
    } catch (NoSuchFileException e) {
      throw noFile(e);
    }
  }

  /** Loads a network of the given architecture. */
  public NetworkFile load(Path checkpoint, Architecture expected) throws IOException {
    try {
      return loader(checkpoint).load(expected, hyperparameters());
    } catch (NoSuchFileException e) {
      throw noFile(e);
    }
  }

  public static IllegalArgumentException noFile(NoSuchFileException e) {
    return new IllegalArgumentException("file not found: " + e.getFile(), e);
  }

  ObjectNode hyperparameters() throws IOException {
    if (file == null) {
      return JsonNodeFactory.instance.objectNode();
    }
    try {
      JsonNode root = new ObjectMapper().readTree(InputFile.text("--hyperparameters", file));
      JsonNode nested = root.path("constructor").path("args");
      JsonNode arguments = nested.isObject() ? nested : root;
      if (!arguments.isObject()) {
        throw new IllegalArgumentException(file + " is not a JSON object of hyperparameters");
      }
      return arguments.deepCopy();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s is not valid JSON: %s".formatted(file, e.getOriginalMessage()), e);
    }
  }
}
