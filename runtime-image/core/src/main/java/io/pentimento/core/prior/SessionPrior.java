// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.prior;

import io.pentimento.core.diffusion.sampler.NoisePredictor;
import io.pentimento.core.graph.GraphSession;
import io.pentimento.core.tensor.Tensor;

/**
 * The whole network as one graph. Thread-safe; closing it frees its native memory.
 *
 * @param session with inputs {@code x} and {@code t}, as {@code UNetFile#record} declares them
 */
public record SessionPrior(GraphSession session) implements NoisePredictor, AutoCloseable {

  @Override
  public Tensor predict(Tensor x, long[] timesteps) {
    return session.run(x, Timesteps.tensor(timesteps));
  }

  @Override
  public void close() {
    session.close();
  }
}
