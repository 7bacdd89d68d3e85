/**
 * Counter-based Gaussian noise per image, so that shards and batch sizes do not change a result.
 */
package io.pentimento.core.diffusion.noise;
