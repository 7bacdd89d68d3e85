// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.sampler;

import io.pentimento.core.tensor.Tensor;
import java.util.BitSet;

/** Runs the whole network at some steps, and only its outermost level at the others. */
public record CachedSteps(CachingPredictor.Cache cache, BitSet fullSteps) implements StepPredictor {

  @Override
  public Tensor predict(Tensor x, long[] timesteps, int i) {
    return fullSteps.get(i) ? cache.predict(x, timesteps) : cache.predictShallow(x, timesteps);
  }

  @Override
  public void close() {
    cache.close();
  }
}
