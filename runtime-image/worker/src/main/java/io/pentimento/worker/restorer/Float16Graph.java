package io.pentimento.worker.restorer;

import io.pentimento.core.onnx.OnnxException;
import io.pentimento.core.onnx.OnnxModel;
import io.pentimento.core.onnx.OnnxModelFile;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.restorer.ServingPrecision;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.dataset.ModelImages;
import io.pentimento.worker.runtime.PreparedIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The graph in float16 beside a model's own. Numbers above 65,504 do not fit into float16, and what
 * becomes of them is no picture; so it is tried first. A model without one serves in float32.
 */
final class Float16Graph {
  /** On average; rounding alone makes some hundredths of a level. */
  private static final double BROKEN = 8 / 255.0;

  private Float16Graph() {}

  /**
   * Writes it, unless it makes another picture than the graph in float32.
   *
   * @param graph in float32, which is there
   * @param base prepare's models, with whose first image both are tried
   * @param more inputs besides the image
   */
  static void write(OnnxModel model, Path graph, PreparedModels base, Tensor... more)
      throws IOException {
    Path file = ServingPrecision.FLOAT16.beside(graph);
    OnnxModelFile.write(model, file);
    Tensor[] inputs = inputs(base, more);
    double distance = distance(run(graph, inputs), file, inputs);
    if (!(distance < BROKEN)) {
      Files.delete(file);
      System.err.println(
          "float16 does not hold the numbers of this model; it will serve in float32 alone");
    }
  }

  private static Tensor[] inputs(PreparedModels base, Tensor... more) throws IOException {
    PreparedIndex index = PreparedIndex.read(base.folder());
    List<Tensor> inputs = new ArrayList<>();
    inputs.add(new ModelImages(base.folder(), index.size()).read(index.training().get(0)));
    inputs.addAll(List.of(more));
    return inputs.toArray(Tensor[]::new);
  }

  /** Mean of the absolute differences; NaN where the graph cannot be run at all. */
  private static double distance(Tensor exact, Path file, Tensor... inputs) {
    try {
      Tensor rounded = run(file, inputs);
      double sum = 0;
      for (int i = 0; i < exact.size(); i++) {
        sum += Math.abs((double) rounded.data()[i] - exact.data()[i]);
      }
      return sum / exact.size();
    } catch (OnnxException e) {
      System.err.println(e.getMessage());
      return Double.NaN;
    }
  }

  private static Tensor run(Path file, Tensor... inputs) {
    try (OnnxSession session = OnnxSession.open(file, SessionOptions.defaults())) {
      return session.run(inputs);
    }
  }
}
