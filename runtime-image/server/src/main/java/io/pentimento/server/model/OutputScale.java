// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.model;

import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.restorer.RestorerSession;
import io.pentimento.core.tensor.Tensor;
import java.util.OptionalLong;

/** The ratio of output size to input size of a model. */
final class OutputScale {
  private OutputScale() {}

  /** From the declared shapes of the graph; empty if they are open. */
  static OptionalLong of(OnnxSession session) {
    long[] in = session.inputs().get(0).shape();
    long[] out = session.outputs().get(0).shape();
    return out.length == 4 && out[2] > 0 && out[3] > 0
        ? OptionalLong.of(scale(in[2], in[3], out[2], out[3]))
        : OptionalLong.empty();
  }

  /** Measured by restoring a black image. */
  static long measured(RestorerSession session, long height, long width) {
    Tensor restored = session.restore(Tensor.zeros(1, 3, height, width));
    return scale(height, width, restored.dim(2), restored.dim(3));
  }

  private static long scale(long height, long width, long outHeight, long outWidth) {
    long scale = outHeight / height;
    if (scale < 1 || outHeight != height * scale || outWidth != width * scale) {
      throw new IllegalArgumentException(
          "The model is not a restorer: its output is %d×%d pixels for %d×%d, which is not a multiple."
              .formatted(outWidth, outHeight, width, height));
    }
    return scale;
  }
}
