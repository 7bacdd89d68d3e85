package io.pentimento.benchmark;

import io.pentimento.core.network.codeformer.CodeFormer;
import io.pentimento.core.network.file.Architecture;
import io.pentimento.core.network.file.NetworkFile;
import io.pentimento.core.onnx.OnnxModelFile;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A network's forward pass on one image. */
record OnnxForward(OnnxSession session, List<Tensor> inputs) implements Workload {
  private static final float TIMESTEP = 500;
  private static final float W = (float) CodeFormer.DEFAULT_W;

  static OnnxForward of(NetworkFile network, Size size) throws IOException {
    OnnxSession session = session(network, size);
    return new OnnxForward(session, inputs(network.architecture(), Images.random(size, 1)));
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
