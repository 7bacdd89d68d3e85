// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.pretrain;

import ai.djl.ndarray.NDArray;
import io.pentimento.training.djl.DjlOps;

/**
 * Codebook losses (van den Oord et al., "Neural discrete representation learning", arXiv
 * 1711.00937).
 */
record Codebook(DjlOps ops) {
  private static final double COMMITMENT = 0.25;

  /**
   * Straight-through estimator: the value is that of the codes' vectors, the gradient that of the
   * latents.
   *
   * @param latent of the encoder
   * @param vectors of the nearest codes, of the same shape
   */
  NDArray quantized(NDArray latent, NDArray vectors) {
    return latent.add(ops.detach(vectors.sub(latent)));
  }

  /** Moves vectors towards latents, and with a smaller weight latents towards vectors; a scalar. */
  NDArray loss(NDArray latent, NDArray vectors) {
    NDArray vectorsOff = ops.mean(ops.square(vectors.sub(ops.detach(latent))));
    NDArray latentsOff = ops.mean(ops.square(latent.sub(ops.detach(vectors))));
    return vectorsOff.add(ops.affine(latentsOff, COMMITMENT, 0));
  }
}
