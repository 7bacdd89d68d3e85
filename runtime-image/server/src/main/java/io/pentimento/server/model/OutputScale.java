package io.pentimento.server.model;

import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.restorer.RestorerSession;
import io.pentimento.core.tensor.Tensor;
import java.util.OptionalLong;

/** How many times as high and wide as its input a model's output is. */
final class OutputScale {
  private OutputScale() {}

  /** As the graph declares it; empty if it does not. */
  static OptionalLong of(OnnxSession session) {
    long[] in = session.inputs().get(0).shape();
    long[] out = session.outputs().get(0).shape();
    return out.length == 4 && out[2] > 0 && out[3] > 0
        ? OptionalLong.of(scale(in[2], in[3], out[2], out[3]))
        : OptionalLong.empty();
  }

  /** Found by restoring a black image. */
  static long measured(RestorerSession session, long height, long width) {
    Tensor restored = session.restore(Tensor.zeros(1, 3, height, width));
    return scale(height, width, restored.dim(2), restored.dim(3));
  }

  private static long scale(long height, long width, long outHeight, long outWidth) {
    long scale = outHeight / height;
    if (scale < 1 || outHeight != height * scale || outWidth != width * scale) {
      throw new IllegalArgumentException(
          "The model is not a restorer: it makes %d×%d pixels of %d×%d, which is no multiple."
              .formatted(outWidth, outHeight, width, height));
    }
    return scale;
  }
}
