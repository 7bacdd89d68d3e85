// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.sampler;

import io.pentimento.core.tensor.Tensor;

/** One run of a sampler, which can store earlier steps. Not thread-safe. */
@FunctionalInterface
public interface ReverseProcess {

  /**
   * Computes the state at index {@code i}−1 from that at {@code i}. Indices descend, each is used
   * once.
   *
   * @param x states (N, 3, H, W) in [−1, 1] plus noise
   * @param output of the network at x, (N, 6, H, W)
   * @param constrained whether the constraint may apply to this step
   */
  Reached advance(Tensor x, Tensor output, int i, boolean constrained);

  /**
   * The result of a step.
   *
   * @param state at index {@code i}−1
   * @param predictedStart the estimate of the clean image that the step used, in [−1, 1]
   */
  record Reached(Tensor state, Tensor predictedStart) {}
}
