/** Noise schedules, timestep spacing, and the closed forms of the forward and reverse process. */
package io.pentimento.core.diffusion.schedule;
