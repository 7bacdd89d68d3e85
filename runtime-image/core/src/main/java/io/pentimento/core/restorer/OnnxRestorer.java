package io.pentimento.core.restorer;

import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.tensor.Tensor;

/** A graph of one input and one output, on ONNX Runtime; closes its session. */
public record OnnxRestorer(OnnxSession session) implements RestorerSession {

  @Override
  public Tensor restore(Tensor images) {
    return session.run(images);
  }

  @Override
  public void close() {
    session.close();
  }
}
