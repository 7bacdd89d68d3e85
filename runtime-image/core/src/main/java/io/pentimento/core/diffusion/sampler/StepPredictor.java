// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.sampler;

import io.pentimento.core.tensor.Tensor;

/** The network as used by one run. */
@FunctionalInterface
public interface StepPredictor extends AutoCloseable {

  /** As {@link NoisePredictor#predict}, at index {@code i}. */
  Tensor predict(Tensor x, long[] timesteps, int i);

  @Override
  default void close() {}
}
