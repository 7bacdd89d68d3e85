// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command.session;

import io.pentimento.core.network.file.NetworkFile;
import io.pentimento.core.onnx.GraphPrecision;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A network on ONNX Runtime. A graph has a fixed image size; the last graph is cached. */
public final class GraphRun implements AutoCloseable {
  private final NetworkFile network;
  private final GraphPrecision precision;
  private @Nullable OnnxSession session;
  private int height;
  private int width;

  public GraphRun(NetworkFile network, GraphPrecision precision) {
    this.network = network;
    this.precision = precision;
  }

  /**
   * Runs the network.
   *
   * @param inputs images, then timesteps or the weight w if the network takes them
   * @return the outputs by their names in the graph
   */
  public Map<String, Tensor> forward(List<Tensor> inputs) {
    OnnxSession graph = graph((int) inputs.get(0).dim(2), (int) inputs.get(0).dim(3));
    Map<String, Tensor> named = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      named.put(graph.inputs().get(i).name(), inputs.get(i));
    }
    return graph.run(named);
  }

  private OnnxSession graph(int rows, int columns) {
    if (session == null || rows != height || columns != width) {
      close();
      session = OnnxSession.of(network.onnx(rows, columns, precision), SessionOptions.defaults());
      height = rows;
      width = columns;
    }
    return session;
  }

  @Override
  public void close() {
    if (session != null) {
      session.close();
      session = null;
    }
  }
}
