package io.pentimento.core.diffusion;

import io.pentimento.core.tensor.Tensor;

/** What is done to the state after each reverse step, to hold it to the guide. */
@FunctionalInterface
public interface Constraint {

  /**
   * The state to go on with.
   *
   * @param drawn the state at index {@code i}−1 and what the step knew when it drew it
   * @param i index of the reverse step that drew it
   * @param guide images (N, 3, H, W) in [−1, 1]
   */
  Tensor apply(
      NoiseSchedule schedule, Sampler.Result drawn, int i, Tensor guide, NoiseSource noise);

  /** Leaves the prior alone. */
  static Constraint none() {
    return (schedule, drawn, i, guide, noise) -> drawn.state();
  }
}
