package io.pentimento.benchmark;

import io.pentimento.core.network.NetworkFile;
import io.pentimento.core.onnx.OnnxModelFile;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A network's forward pass on one image. */
record OnnxForward(OnnxSession session, List<Tensor> inputs) implements Workload {
  private static final float TIMESTEP = 500;

  static OnnxForward of(NetworkFile network, Size size) throws IOException {
    OnnxSession session = session(network, size);
    List<Tensor> inputs = new ArrayList<>(List.of(Images.random(size, 1)));
    if (session.inputs().size() > 1) {
      inputs.add(Tensor.of(new float[] {TIMESTEP}, 1));
    }
    return new OnnxForward(session, List.copyOf(inputs));
  }

  /** By way of a file, as the stages do. */
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
