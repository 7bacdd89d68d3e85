package io.pentimento.core.diffusion.sampler;

import io.pentimento.core.diffusion.noise.NoiseSource;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.tensor.Tensor;

/** A discretisation of the reverse process. Immutable; {@link #start} makes the state of a run. */
public sealed interface ReverseSampler permits SingleStepSampler, DpmSolver {

  /**
   * Begins a run.
   *
   * @param guide images (N, 3, H, W) in [−1, 1]
   */
  ReverseProcess start(
      NoiseSchedule schedule, Constraint constraint, Tensor guide, NoiseSource noise);

  /**
   * Where a step arrived.
   *
   * @param state at index i−1
   * @param predictedStart what the step took the clean image to be, in [−1, 1]
   * @param logVariance of the step's normal distribution, natural logarithm; −∞ where it draws
   *     nothing
   */
  record Result(Tensor state, Tensor predictedStart, Tensor logVariance) {}
}
