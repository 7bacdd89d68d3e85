/** Noise schedules, timestep spacing, and the closed forms of the forward and reverse process. */
@NullMarked
package io.pentimento.core.diffusion.schedule;

import org.jspecify.annotations.NullMarked;
