/** Reverse-process samplers (DDPM, DDIM, DPM-Solver++) and the predictors that they call. */
@NullMarked
package io.pentimento.core.diffusion.sampler;

import org.jspecify.annotations.NullMarked;
