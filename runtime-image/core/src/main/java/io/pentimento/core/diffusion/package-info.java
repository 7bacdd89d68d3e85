/**
 * The diffusion prior: noise schedule, reverse steps, low-pass filter, and the loop that makes
 * pseudo targets.
 *
 * <p>Images are RGB in [−1, 1], (N, 3, H, W). Tables are computed in double and cast to float32
 * when they are applied to pixels, as for the published models.
 */
@NullMarked
package io.pentimento.core.diffusion;

import org.jspecify.annotations.NullMarked;
