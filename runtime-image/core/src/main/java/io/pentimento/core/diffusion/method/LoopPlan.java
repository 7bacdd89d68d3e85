package io.pentimento.core.diffusion.method;

import io.pentimento.core.diffusion.sampler.Constraint;

/**
 * A method of guided sampling, as what fills in the loop: where it starts, which steps it takes,
 * what holds it to the guide, and what it hands out.
 *
 * @param first index of the first reverse step, the noisiest
 * @param last index of the last one
 */
public record LoopPlan(
    StartState start, int first, int last, Constraint constraint, Outcome outcome) {

  public LoopPlan {
    if (last < 0 || first < last) {
      throw new IllegalArgumentException(
          "reverse steps go from a first index down to a last, not from %d to %d"
              .formatted(first, last));
    }
  }

  /** How many times the network is called. */
  public int steps() {
    return first - last + 1;
  }

  /** What a loop hands out. */
  public enum Outcome {
    /** The state after the last step's constraint. */
    STATE,
    /** The state that the last step drew, not yet constrained. */
    UNCONSTRAINED_STATE,
    /** The last step's estimate of the clean image. */
    PREDICTED_START
  }
}
