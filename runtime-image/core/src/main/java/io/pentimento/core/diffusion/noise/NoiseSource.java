// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.noise;

import io.pentimento.core.random.Purpose;
import io.pentimento.core.tensor.Tensor;

/** The source of standard normal noise for a sampling loop. */
@FunctionalInterface
public interface NoiseSource {

  /**
   * The noise of a batch for one purpose.
   *
   * @param step index of the kept step
   */
  Tensor normal(int step, Purpose purpose, long... shape);
}
