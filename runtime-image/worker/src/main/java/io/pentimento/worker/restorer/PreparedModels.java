// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.restorer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.SourceName;
import io.pentimento.core.network.file.Architecture;
import io.pentimento.core.network.file.NetworkFile;
import io.pentimento.core.network.file.NetworkLoader;
import io.pentimento.core.network.file.UNetFile;
import io.pentimento.core.network.unet.UNetConfig;
import io.pentimento.core.onnx.OnnxModelFile;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.reason.SourceReason;
import io.pentimento.worker.runtime.StageFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The models of an artefact: weights as {@code NAME.safetensors} with their hyperparameters, and
 * {@code NAME.onnx} to run.
 */
public final class PreparedModels {
  public static final String RESTORER = "restorer";
  public static final String PRIOR = "prior";
  public static final String ADAPTED = "adapted";
  public static final String PERCEPTUAL = "perceptual";
  public static final String EXTRACTOR = "extractor.onnx";

  private final Path folder;

  public PreparedModels(Path folder) {
    this.folder = folder;
  }

  public Path folder() {
    return folder;
  }

  /** Not all restorers have one: see {@link AdaptableRestorer#weights}. */
  public Path weights(String name) {
    return folder.resolve(name + ".safetensors");
  }

  public Path graph(String name) {
    return folder.resolve(name + ".onnx");
  }

  /** A network of this artefact, with its weights. */
  public NetworkFile network(String name) throws IOException {
    return NetworkFile.load(weights(name), JsonNodeFactory.instance.objectNode());
  }

  /** Hyperparameters of a manifest; may be null. */
  public static ObjectNode given(@Nullable Map<String, Object> hyperparameters) {
    return hyperparameters == null
        ? JsonNodeFactory.instance.objectNode()
        : new ObjectMapper().valueToTree(hyperparameters);
  }

  /** Loads the published prior, checks it, and writes weights and graph. */
  public UNetConfig prior(NetworkLoader checkpoint, JsonNode given) throws IOException {
    UNetFile prior = (UNetFile) checkpoint.load(Architecture.GUIDED_DIFFUSION_UNET, given);
    prior.requireRgb();
    int size = prior.config().imageSize();
    prior.write(weights(PRIOR));
    OnnxModelFile.write(prior.onnx(size), graph(PRIOR));
    check(SourceName.PRIOR, PRIOR, Tensor.zeros(1, 3, size, size), Tensor.zeros(1));
    return prior.config();
  }

  /** Runs the graph once, which verifies that it loads and that the weights are finite. */
  void check(SourceName source, String name, Tensor... inputs) {
    try (OnnxSession session = OnnxSession.open(graph(name), SessionOptions.defaults())) {
      for (float value : session.run(inputs).data()) {
        if (!Float.isFinite(value)) {
          throw new StageFailure(
              FailureClass.DATA,
              SourceReason.NON_FINITE_MODEL,
              "spec.%s: the network's output contains NaN or infinite values; its checkpoint is damaged"
                  .formatted(source));
        }
      }
    }
  }
}
