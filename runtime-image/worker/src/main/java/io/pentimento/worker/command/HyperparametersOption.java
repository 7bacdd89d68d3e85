package io.pentimento.worker.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** What a checkpoint's tensors do not show. */
final class HyperparametersOption {
  /** Arguments of the published constructors that only matter in training, or to their code. */
  private static final List<String> WITHOUT_EFFECT =
      List.of(
          "dropout",
          "dims",
          "use_fp16",
          "use_checkpoint",
          "patch_size",
          "qkv_bias",
          "qk_scale",
          "drop_rate",
          "attn_drop_rate",
          "ape",
          "beta",
          "quantizer",
          "fix_modules",
          "vqgan_path",
          "patch_norm");

  @Option(
      names = "--hyperparameters",
      description =
          "JSON file with the published constructor's arguments: an object of them, or one that"
              + " has them under constructor.args. Only what the tensors do not show is needed.")
  private Path file;

  ObjectNode read() throws IOException {
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
      ObjectNode copy = arguments.deepCopy();
      return copy.remove(WITHOUT_EFFECT);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s is no JSON: %s".formatted(file, e.getOriginalMessage()), e);
    }
  }
}
