package io.pentimento.core.diffusion.sampler;

import io.pentimento.core.tensor.Tensor;

/**
 * A noise predictor that can run its outermost level alone, with the deep features of an earlier
 * step (DeepCache, Ma et al. 2023, arXiv 2312.00858); docs/method.md, section 1.10. Every inference
 * engine implements it in its own way; the features never leave the engine's memory.
 */
public interface CachingPredictor extends NoisePredictor {

  /** A cache for one batch on its way through one run. */
  Cache newCache();

  /** Used by one thread; closing it frees the features. */
  interface Cache extends AutoCloseable {

    /** Runs the whole network, and keeps its deep features in place of earlier ones. */
    Tensor predict(Tensor x, long[] timesteps);

    /**
     * Runs the outermost level, and takes the deep features from the last whole run.
     *
     * @throws IllegalStateException if there was none
     */
    Tensor predictShallow(Tensor x, long[] timesteps);

    @Override
    void close();
  }
}
