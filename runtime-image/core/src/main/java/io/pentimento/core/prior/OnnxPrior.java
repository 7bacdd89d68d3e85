package io.pentimento.core.prior;

import io.pentimento.core.diffusion.NoisePredictor;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.tensor.Tensor;
import java.nio.file.Path;

/** The whole network as one graph. Safe for threads; closing it frees its native memory. */
public final class OnnxPrior implements NoisePredictor, AutoCloseable {
  private final OnnxSession session;

  private OnnxPrior(OnnxSession session) {
    this.session = session;
  }

  /**
   * @param graph with inputs {@code x} and {@code t}, as {@code UNetFile#onnx} makes it
   */
  public static OnnxPrior open(Path graph, SessionOptions options) {
    return new OnnxPrior(OnnxSession.open(graph, options));
  }

  @Override
  public Tensor predict(Tensor x, long[] timesteps) {
    return session.run(x, Timesteps.tensor(timesteps));
  }

  @Override
  public void close() {
    session.close();
  }
}
