package io.pentimento.worker.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pentimento.core.network.Architecture;
import io.pentimento.core.network.NetworkFile;
import io.pentimento.core.network.SwinIr;
import io.pentimento.core.network.SwinIrConfig;
import io.pentimento.core.network.SwinIrFile;
import io.pentimento.core.network.UNetConfig;
import io.pentimento.core.network.UNetFile;
import io.pentimento.core.onnx.BatchDimension;
import io.pentimento.core.onnx.DataType;
import io.pentimento.core.onnx.OnnxModelFile;
import io.pentimento.core.onnx.OnnxOps;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.OnnxValue;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.stage.FailureClass;
import io.pentimento.stage.SourceName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The models of an artefact: weights as {@code NAME.safetensors} that know their hyper-parameters,
 * and {@code NAME.onnx} to run.
 */
final class PreparedModels {
  static final String RESTORER = "restorer";
  static final String PRIOR = "prior";
  static final String ADAPTED = "adapted";
  static final String PERCEPTUAL = "perceptual";

  private final Path folder;

  PreparedModels(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  Path weights(String name) {
    return folder.resolve(name + ".safetensors");
  }

  Path graph(String name) {
    return folder.resolve(name + ".onnx");
  }

  /** Loads the published prior, checks it, and writes both forms. */
  UNetConfig prior(Path checkpoint, JsonNode given) throws IOException {
    UNetFile prior =
        (UNetFile) NetworkFile.load(checkpoint, Architecture.GUIDED_DIFFUSION_UNET, given);
    int size = prior.config().imageSize();
    prior.write(weights(PRIOR));
    OnnxModelFile.write(prior.onnx(size), graph(PRIOR));
    check(SourceName.PRIOR, PRIOR, Tensor.zeros(1, 3, size, size), Tensor.zeros(1));
    return prior.config();
  }

  /** Loads the published restorer, checks it, and writes both forms for images of that size. */
  SwinIrConfig restorer(Path checkpoint, JsonNode given, int size, String digest)
      throws IOException {
    SwinIrFile restorer = (SwinIrFile) NetworkFile.load(checkpoint, Architecture.SWIN_IR, given);
    SwinIrConfig config = restorer.config();
    if (config.outputScale() != 1) {
      throw new StageFailure(
          FailureClass.USER_ERROR,
          "UnsuitableRestorer",
          "spec.restorer enlarges images %d times; adaptation needs one that keeps their size"
              .formatted(config.outputScale()));
    }
    restorer.write(weights(RESTORER));
    exportRestorer(RESTORER, restorer, size, digest);
    check(SourceName.RESTORER, RESTORER, Tensor.zeros(1, 3, size, size));
    return config;
  }

  /**
   * Writes the graph that serves: {@code image} in [0, 1] to {@code restored}, clamped to [0, 1].
   */
  void exportRestorer(String name, SwinIrFile restorer, int size, String digest)
      throws IOException {
    OnnxOps ops = new OnnxOps(restorer.weights()::get);
    OnnxValue image = ops.input("image", DataType.FLOAT, BatchDimension.BATCH, 3, size, size);
    SwinIr network = new SwinIr(restorer.config());
    ops.output("restored", ops.clip(network.forward(ops, image), 0, 1));
    Map<String, String> metadata =
        Map.of(
            "pentimento.architecture",
            "SwinIR",
            "pentimento.digest",
            digest,
            "pentimento.size",
            Integer.toString(size));
    OnnxModelFile.write(ops.model(metadata), graph(name));
  }

  /** The restorer of that name, as an earlier stage wrote it. */
  SwinIrFile written(String name) throws IOException {
    return (SwinIrFile)
        NetworkFile.load(
            weights(name), Architecture.SWIN_IR, JsonNodeFactory.instance.objectNode());
  }

  /** One run: shows that the graph loads and that the weights are finite. */
  private void check(SourceName source, String name, Tensor... inputs) {
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
