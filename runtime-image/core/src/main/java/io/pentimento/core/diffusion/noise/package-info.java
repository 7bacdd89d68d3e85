/**
 * Counter-based Gaussian noise per image, so that shards and batch sizes do not change a result.
 */
@NullMarked
package io.pentimento.core.diffusion.noise;

import org.jspecify.annotations.NullMarked;
