// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.method;

import io.pentimento.core.diffusion.sampler.Constraint;

/**
 * A method of guided sampling as parameters of the sampling loop: start state, steps, constraint
 * and result.
 *
 * @param first index of the first reverse step, which is the noisiest
 * @param last index of the last reverse step
 */
public record LoopPlan(
    StartState start, int first, int last, Constraint constraint, Outcome outcome) {

  public LoopPlan {
    if (last < 0 || first < last) {
      throw new IllegalArgumentException(
          "the first index of the reverse steps must not be below the last: %d, %d"
              .formatted(first, last));
    }
  }

  /** The number of network calls. */
  public int steps() {
    return first - last + 1;
  }

  /** The result of a loop. */
  public enum Outcome {
    /** The state after the constraint of the last step. */
    STATE,
    /** The state drawn by the last step, before its constraint. */
    UNCONSTRAINED_STATE,
    /** The estimate of the clean image at the last step. */
    PREDICTED_START
  }
}
