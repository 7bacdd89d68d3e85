package io.pentimento.worker.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pentimento.core.checkpoint.Safetensors;
import io.pentimento.core.network.Architecture;
import io.pentimento.core.network.NetworkFile;
import io.pentimento.core.network.UNetConfig;
import io.pentimento.core.network.UNetFile;
import io.pentimento.core.onnx.OnnxModelFile;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.Precision;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.prior.OnnxCachingPrior;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.stage.FailureClass;
import io.pentimento.stage.SourceName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The models of an artefact: weights as {@code NAME.safetensors} that know their hyper-parameters,
 * and {@code NAME.onnx} to run.
 */
final class PreparedModels {
  static final String RESTORER = "restorer";
  static final String PRIOR = "prior";
  static final String ADAPTED = "adapted";
  static final String PERCEPTUAL = "perceptual";

  private static final String GRAPH_PRECISION = "pentimento.graphPrecision";
  private static final String FLOAT16 = "float16";

  private final Path folder;

  PreparedModels(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  /** Not of every restorer: see {@link AdaptableRestorer#weights}. */
  Path weights(String name) {
    return folder.resolve(name + ".safetensors");
  }

  Path graph(String name) {
    return folder.resolve(name + ".onnx");
  }

  /** What a manifest gives; may be null. */
  static ObjectNode given(Map<String, Object> hyperparameters) {
    return hyperparameters == null
        ? JsonNodeFactory.instance.objectNode()
        : new ObjectMapper().valueToTree(hyperparameters);
  }

  /** Loads the published prior, checks it, and writes both forms. */
  UNetConfig prior(Path checkpoint, JsonNode given, boolean float16) throws IOException {
    UNetFile prior =
        (UNetFile) NetworkFile.load(checkpoint, Architecture.GUIDED_DIFFUSION_UNET, given);
    int size = prior.config().imageSize();
    Safetensors.write(weights(PRIOR), prior.weights(), metadata(prior, float16));
    Precision precision = float16 ? prior.float16() : Precision.FLOAT32;
    OnnxModelFile.write(prior.onnx(size, size, precision), graph(PRIOR));
    check(SourceName.PRIOR, PRIOR, Tensor.zeros(1, 3, size, size), Tensor.zeros(1));
    return prior.config();
  }

  /** The weights are float32 in any case; what is noted is how the graph computes. */
  private static Map<String, String> metadata(UNetFile prior, boolean float16) {
    Map<String, String> metadata = new TreeMap<>(prior.metadata());
    if (float16) {
      metadata.put(GRAPH_PRECISION, FLOAT16);
    }
    return metadata;
  }

  /**
   * Loads the prior so that deep features can be reused, in the precision of its graph.
   *
   * @throws StageFailure if the network is too shallow for that
   */
  OnnxCachingPrior cachingPrior(SessionOptions options) throws IOException {
    Path file = weights(PRIOR);
    UNetFile prior =
        (UNetFile)
            NetworkFile.load(
                file, Architecture.GUIDED_DIFFUSION_UNET, JsonNodeFactory.instance.objectNode());
    boolean float16 = FLOAT16.equals(Safetensors.metadata(file).get(GRAPH_PRECISION));
    if (prior.config().levels() < 2) {
      throw new StageFailure(
          FailureClass.USER_ERROR,
          "NoDeepFeatures",
          "spec.pseudoTargets.sampler.caching: the prior's U-Net has a single level, so that there"
              + " are no deep features to reuse; remove the field");
    }
    return OnnxCachingPrior.of(prior, float16 ? prior.float16() : Precision.FLOAT32, options);
  }

  /** One run: shows that the graph loads and that the weights are finite. */
  void check(SourceName source, String name, Tensor... inputs) {
    try (OnnxSession session = OnnxSession.open(graph(name), SessionOptions.defaults())) {
      for (float value : session.run(inputs).data()) {
        if (!Float.isFinite(value)) {
          throw new StageFailure(
              FailureClass.DATA,
              "NonFiniteModel",
              "spec.%s: the network's output is not finite; its checkpoint is damaged"
                  .formatted(source));
        }
      }
    }
  }
}
