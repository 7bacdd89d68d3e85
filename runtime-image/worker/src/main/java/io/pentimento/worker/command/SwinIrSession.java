package io.pentimento.worker.command;

import io.pentimento.core.network.SwinIrFile;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.restorer.RestorerSession;
import io.pentimento.core.tensor.Tensor;

/** A graph is for one size of images; the last one is kept. */
final class SwinIrSession implements RestorerSession {
  private final SwinIrFile network;
  private final SessionOptions options;
  private OnnxSession session;
  private long height;
  private long width;

  SwinIrSession(SwinIrFile network, SessionOptions options) {
    this.network = network;
    this.options = options;
  }

  @Override
  public Tensor restore(Tensor image) {
    if (session == null || image.dim(2) != height || image.dim(3) != width) {
      close();
      height = image.dim(2);
      width = image.dim(3);
      session = OnnxSession.of(network.onnx((int) height, (int) width), options);
    }
    return session.run(image);
  }

  @Override
  public void close() {
    if (session != null) {
      session.close();
    }
  }
}
