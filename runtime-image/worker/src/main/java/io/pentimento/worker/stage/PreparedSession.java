package io.pentimento.worker.stage;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pentimento.core.graph.GraphSession;
import io.pentimento.core.network.NetworkFile;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.training.inference.Inference;
import io.pentimento.training.inference.NumberFormat;
import java.io.IOException;

/** Loads networks of an artefact: ONNX Runtime takes the graph, libtorch the weights. */
final class PreparedSession {
  private PreparedSession() {}

  /** The prior, from {@code x} and {@code t} to {@code y}, for square images of one size. */
  static GraphSession prior(PreparedModels models, int size, Inference inference)
      throws IOException {
    return inference.isOnnxRuntime()
        ? OnnxSession.open(models.graph(PreparedModels.PRIOR), inference.onnx())
        : inference.open(
            network(models, PreparedModels.PRIOR).graph(size, size), NumberFormat.FLOAT32);
  }

  static NetworkFile network(PreparedModels models, String name) throws IOException {
    return NetworkFile.load(models.weights(name), JsonNodeFactory.instance.objectNode());
  }
}
