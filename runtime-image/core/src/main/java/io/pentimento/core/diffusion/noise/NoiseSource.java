package io.pentimento.core.diffusion.noise;

import io.pentimento.core.random.Purpose;
import io.pentimento.core.tensor.Tensor;

/** Where a loop's standard normal noise comes from. */
@FunctionalInterface
public interface NoiseSource {

  /**
   * The noise of a batch for one use.
   *
   * @param step index of the kept step it is for
   */
  Tensor normal(int step, Purpose purpose, long... shape);
}
