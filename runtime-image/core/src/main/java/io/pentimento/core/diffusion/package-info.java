/**
 * The diffusion prior around its network: noise schedule, reverse steps, low-pass filter, and the
 * loop that makes pseudo targets.
 *
 * <p>Images here are RGB in [−1, 1], (N, 3, H, W). Tables are kept in double and cast to float32
 * where they meet pixels, as the published models were trained.
 */
@NullMarked
package io.pentimento.core.diffusion;

import org.jspecify.annotations.NullMarked;
