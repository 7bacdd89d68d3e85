package io.pentimento.core.diffusion.sampler;

import io.pentimento.core.tensor.Tensor;

/** One run of a sampler, which may remember earlier steps. Used by one thread. */
@FunctionalInterface
public interface ReverseProcess {

  /**
   * Goes from index {@code i} to {@code i}−1. Steps are taken in descending order, each once.
   *
   * @param x states (N, 3, H, W) in [−1, 1] plus noise
   * @param output of the network at x, (N, 6, H, W)
   * @param constrained whether the constraint applies to this step, if it holds there
   */
  Reached advance(Tensor x, Tensor output, int i, boolean constrained);

  /**
   * Where a step arrived.
   *
   * @param state at index {@code i}−1
   * @param predictedStart the estimate of the clean image that the step used, in [−1, 1]
   */
  record Reached(Tensor state, Tensor predictedStart) {}
}
