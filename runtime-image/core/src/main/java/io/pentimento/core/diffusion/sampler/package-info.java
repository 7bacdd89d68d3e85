/** Reverse-process samplers (DDPM, DDIM, DPM-Solver++) and the predictors that they call. */
package io.pentimento.core.diffusion.sampler;
