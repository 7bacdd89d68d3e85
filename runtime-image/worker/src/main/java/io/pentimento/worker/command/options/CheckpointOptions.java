package io.pentimento.worker.command.options;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pentimento.core.network.file.Architecture;
import io.pentimento.core.network.file.NetworkFile;
import io.pentimento.core.network.file.NetworkLoader;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the checkpoint of a network does not show, and where in it the weights are. */
public final class CheckpointOptions {
  @Mixin private KeyOption key = new KeyOption();

  @Option(
      names = "--hyperparameters",
      description =
          "JSON file with the published constructor's arguments: an object of them, or one that"
              + " has them under constructor.args. Only what the tensors do not show is needed.")
  private Path file;

  /** The checkpoint, to be loaded as the network that {@link #hyperparameters} complete. */
  public NetworkLoader loader(Path checkpoint) {
    return new NetworkLoader(checkpoint, key.value());
  }

  /** A network of any architecture. */
  public NetworkFile load(Path checkpoint) throws IOException {
    try {
      return loader(checkpoint).load(hyperparameters());
    } catch (NoSuchFileException e) {
      throw noFile(e);
    }
  }

  /** A network of this architecture. */
  public NetworkFile load(Path checkpoint, Architecture expected) throws IOException {
    try {
      return loader(checkpoint).load(expected, hyperparameters());
    } catch (NoSuchFileException e) {
      throw noFile(e);
    }
  }

  public static IllegalArgumentException noFile(NoSuchFileException e) {
    return new IllegalArgumentException("there is no file " + e.getFile(), e);
  }

  ObjectNode hyperparameters() throws IOException {
    if (file == null) {
      return JsonNodeFactory.instance.objectNode();
    }
    try {
      JsonNode root = new ObjectMapper().readTree(file.toFile());
      JsonNode nested = root.path("constructor").path("args");
      JsonNode arguments = nested.isObject() ? nested : root;
      if (!arguments.isObject()) {
        throw new IllegalArgumentException(file + " is no JSON object of hyper-parameters");
      }
      return arguments.deepCopy();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s is no JSON: %s".formatted(file, e.getOriginalMessage()), e);
    }
  }
}
