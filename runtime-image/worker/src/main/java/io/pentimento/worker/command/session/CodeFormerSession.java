// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command.session;

import io.pentimento.core.image.resize.Resize;
import io.pentimento.core.network.codeformer.CodeFormer;
import io.pentimento.core.network.file.CodeFormerFile;
import io.pentimento.core.restorer.RestorerSession;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.inference.Inference;
import io.pentimento.training.inference.NetworkRestorer;
import org.jspecify.annotations.Nullable;

/** Resizes images to the only size that the network accepts, and the results back. */
final class CodeFormerSession implements RestorerSession {
  private final RestorerSession session;
  private final int size;

  CodeFormerSession(CodeFormerFile network, @Nullable Double w, Inference inference) {
    double given = w == null ? CodeFormer.DEFAULT_W : w;
    if (!(given >= 0 && given <= 1)) {
      throw new IllegalArgumentException("--w must be from 0 to 1, not %s".formatted(w));
    }
    this.size = network.config().imgSize();
    this.session = new NetworkRestorer(network, inference, Tensor.of(new float[] {(float) given}));
  }

  @Override
  public Tensor restore(Tensor image) {
    boolean fits = image.dim(2) == size && image.dim(3) == size;
    Tensor restored = session.restore(fits ? image : Resize.cubic(image, size, size));
    return fits ? restored : Resize.cubic(restored, (int) image.dim(2), (int) image.dim(3));
  }

  @Override
  public void close() {
    session.close();
  }
}
