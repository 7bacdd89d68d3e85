// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.restorer;

import static java.util.Objects.requireNonNull;

import io.pentimento.core.network.NonFiniteModelException;
import io.pentimento.core.tensor.Tensor;

/**
 * A restorer that rejects results with NaN or infinite values, which would be written as black and
 * white pixels.
 */
public record FiniteRestorer(RestorerSession session) implements RestorerSession {

  public FiniteRestorer {
    requireNonNull(session, "session");
  }

  /**
   * @throws NonFiniteModelException if the restored image contains NaN or infinite values
   */
  @Override
  public Tensor restore(Tensor images) {
    Tensor restored = session.restore(images);
    for (float value : restored.data()) {
      if (!Float.isFinite(value)) {
        throw new NonFiniteModelException(
            "the model's output is not finite: its weights are damaged, or too large");
      }
    }
    return restored;
  }

  @Override
  public void close() {
    session.close();
  }
}
