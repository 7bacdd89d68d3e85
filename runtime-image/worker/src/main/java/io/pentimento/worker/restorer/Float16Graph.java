// SPDX-License-Identifier: Apache-2.0
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The float16 graph of a model, beside its float32 graph. Values above 65,504 do not fit into
 * float16 and give a wrong image, so that the graph is tested first. A model without a float16
 * graph serves in float32.
 */
final class Float16Graph {
  private static final Logger LOG = LoggerFactory.getLogger(Float16Graph.class);

  /** Maximum mean difference; rounding alone gives some hundredths of a level. */
  private static final double BROKEN = 8 / 255.0;

  private Float16Graph() {}

  /**
   * Writes the graph, unless its output differs from that of the float32 graph.
   *
   * @param graph the existing float32 graph
   * @param base the models of prepare, whose first image is the test image
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
      LOG.warn(
          "the values of this model exceed the range of float16; it will serve in float32 only");
    }
  }

  private static Tensor[] inputs(PreparedModels base, Tensor... more) throws IOException {
    PreparedIndex index = PreparedIndex.read(base.folder());
    List<Tensor> inputs = new ArrayList<>();
    inputs.add(new ModelImages(base.folder(), index.size()).read(index.training().get(0)));
    inputs.addAll(List.of(more));
    return inputs.toArray(Tensor[]::new);
  }

  /** Mean absolute difference; NaN if the graph cannot be run. */
  private static double distance(Tensor exact, Path file, Tensor... inputs) {
    try {
      Tensor rounded = run(file, inputs);
      double sum = 0;
      for (int i = 0; i < exact.size(); i++) {
        sum += Math.abs((double) rounded.data()[i] - exact.data()[i]);
      }
      return sum / exact.size();
    } catch (OnnxException e) {
      LOG.warn("the float16 graph cannot be run: {}", e.getMessage());
      return Double.NaN;
    }
  }

  private static Tensor run(Path file, Tensor... inputs) {
    try (OnnxSession session = OnnxSession.open(file, SessionOptions.defaults())) {
      return session.run(inputs);
    }
  }
}
