// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark;

import io.pentimento.core.device.Device;
import io.pentimento.core.graph.GraphSession;
import io.pentimento.core.graph.NetworkGraph;
import io.pentimento.core.network.codeformer.CodeFormer;
import io.pentimento.core.network.file.Architecture;
import io.pentimento.core.network.file.NetworkFile;
import io.pentimento.core.onnx.OnnxModelFile;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.inference.Inference;
import io.pentimento.training.inference.InferenceEngine;
import io.pentimento.training.inference.NumberFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A network's forward pass on one image. */
record NetworkForward(GraphSession session, List<Tensor> inputs) implements Workload {
  private static final float TIMESTEP = 500;
  private static final float W = (float) CodeFormer.DEFAULT_W;

  /** On ONNX Runtime. */
  static NetworkForward of(NetworkFile network, Size size) throws IOException {
    return of(session(network, size), network, size);
  }

  /** On libtorch, as a TorchScript graph without control flow, which is what tracing produces. */
  static NetworkForward onTorch(NetworkFile network, Size size) throws IOException {
    NetworkGraph graph = network.graph(size.pixels(), size.pixels());
    GraphSession session =
        new Inference(InferenceEngine.LIBTORCH, Device.CPU, 0).open(graph, NumberFormat.FLOAT32);
    return of(session, network, size);
  }

  private static NetworkForward of(GraphSession session, NetworkFile network, Size size) {
    return new NetworkForward(session, inputs(network.architecture(), Images.random(size, 1)));
  }

  private static List<Tensor> inputs(Architecture architecture, Tensor image) {
    return switch (architecture) {
      case GUIDED_DIFFUSION_UNET -> List.of(image, Tensor.of(new float[] {TIMESTEP}, 1));
      case CODE_FORMER -> List.of(image, Tensor.of(new float[] {W}));
      default -> List.of(image);
    };
  }

  /** Loads the model from a file, as the stages do. */
  static OnnxSession session(NetworkFile network, Size size) throws IOException {
    Path file = Files.createTempFile("benchmark", ".onnx");
    try {
      OnnxModelFile.write(network.onnx(size.pixels()), file);
      return OnnxSession.open(file, SessionOptions.defaults());
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @Override
  public void run() {
    session.run(inputs.toArray(Tensor[]::new));
  }

  @Override
  public void close() {
    session.close();
  }
}
