// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.sampler;

import io.pentimento.core.tensor.Tensor;

/** The prior's network. */
@FunctionalInterface
public interface NoisePredictor {

  /**
   * Predicts noise and variance.
   *
   * @param x states (N, 3, H, W)
   * @param timesteps one step of the full schedule per image
   * @return (N, 6, H, W): the noise in channels 0 to 2; in channels 3 to 5 the position of the log
   *     variance between its bounds, from −1 to 1
   */
  Tensor predict(Tensor x, long[] timesteps);
}
