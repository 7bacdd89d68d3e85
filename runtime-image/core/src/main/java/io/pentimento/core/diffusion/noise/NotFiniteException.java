// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.noise;

/** A sample became NaN or infinite. */
public final class NotFiniteException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  NotFiniteException(String message) {
    super(message);
  }

  public static NotFiniteException at(int timestep) {
    return new NotFiniteException(
        "the diffusion network's output at timestep %d is not finite; check its weights"
            .formatted(timestep));
  }
}
