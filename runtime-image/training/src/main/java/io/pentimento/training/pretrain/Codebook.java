package io.pentimento.training.pretrain;

import ai.djl.ndarray.NDArray;
import io.pentimento.training.djl.DjlOps;

/**
 * How a codebook learns (van den Oord et al., "Neural discrete representation learning", arXiv
 * 1711.00937).
 */
record Codebook(DjlOps ops) {
  private static final double COMMITMENT = 0.25;

  /**
   * Straight-through: the value of the codes' vectors, the gradient as if they were the latents.
   *
   * @param latent of the encoder
   * @param vectors of the nearest codes, of the same shape
   */
  NDArray quantized(NDArray latent, NDArray vectors) {
    return latent.add(ops.detach(vectors.sub(latent)));
  }

  /** Vectors move to latents, and more slowly latents to vectors; a scalar. */
  NDArray loss(NDArray latent, NDArray vectors) {
    NDArray vectorsOff = ops.mean(ops.square(vectors.sub(ops.detach(latent))));
    NDArray latentsOff = ops.mean(ops.square(latent.sub(ops.detach(vectors))));
    return vectorsOff.add(ops.affine(latentsOff, COMMITMENT, 0));
  }
}
