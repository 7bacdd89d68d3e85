package io.pentimento.worker.command;

import io.pentimento.core.image.Resize;
import io.pentimento.core.network.CodeFormer;
import io.pentimento.core.network.CodeFormerFile;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.Precision;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.restorer.RestorerSession;
import io.pentimento.core.tensor.Tensor;
import java.util.Map;

/** Resizes images to the only size that the network takes, and back. */
final class CodeFormerSession implements RestorerSession {
  private final OnnxSession session;
  private final int size;
  private final Tensor weight;

  CodeFormerSession(CodeFormerFile network, Double w, SessionOptions options) {
    double given = w == null ? CodeFormer.DEFAULT_W : w;
    if (!(given >= 0 && given <= 1)) {
      throw new IllegalArgumentException("--w %s must be from 0 to 1".formatted(w));
    }
    this.size = network.config().imgSize();
    this.weight = Tensor.of(new float[] {(float) given});
    this.session = OnnxSession.of(network.restoring(Map.of(), Precision.FLOAT32), options);
  }

  @Override
  public Tensor restore(Tensor image) {
    boolean fits = image.dim(2) == size && image.dim(3) == size;
    Tensor restored = session.run(fits ? image : Resize.cubic(image, size, size), weight);
    return fits ? restored : Resize.cubic(restored, (int) image.dim(2), (int) image.dim(3));
  }

  @Override
  public void close() {
    session.close();
  }
}
