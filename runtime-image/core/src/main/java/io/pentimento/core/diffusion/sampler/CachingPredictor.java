// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.sampler;

import io.pentimento.core.tensor.Tensor;

/**
 * A noise predictor that can run only its outermost level, with the deep features of an earlier
 * step (DeepCache, Ma et al. 2023, arXiv 2312.00858); docs/method.md, section 1.10. Every inference
 * engine has its own implementation; the features remain in the memory of the engine.
 */
public interface CachingPredictor extends NoisePredictor {

  /** A new cache for one batch in one run. */
  Cache newCache();

  /** Not thread-safe; closing it frees the features. */
  interface Cache extends AutoCloseable {

    /** Runs the whole network and stores its deep features. */
    Tensor predict(Tensor x, long[] timesteps);

    /**
     * Runs the outermost level with the deep features of the last run of the whole network.
     *
     * @throws IllegalStateException if there was no such run
     */
    Tensor predictShallow(Tensor x, long[] timesteps);

    @Override
    void close();
  }
}
