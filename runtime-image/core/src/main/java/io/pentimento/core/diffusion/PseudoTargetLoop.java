// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion;

import io.pentimento.core.diffusion.method.LoopPlan;
import io.pentimento.core.diffusion.method.LoopPlan.Outcome;
import io.pentimento.core.diffusion.method.StepCaching;
import io.pentimento.core.diffusion.noise.NoiseSource;
import io.pentimento.core.diffusion.sampler.CachedSteps;
import io.pentimento.core.diffusion.sampler.CachingPredictor;
import io.pentimento.core.diffusion.sampler.NoisePredictor;
import io.pentimento.core.diffusion.sampler.ReverseProcess;
import io.pentimento.core.diffusion.sampler.ReverseProcess.Reached;
import io.pentimento.core.diffusion.sampler.ReverseSampler;
import io.pentimento.core.diffusion.sampler.StepPredictor;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.tensor.Tensor;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/**
 * The sampling loop of all methods: a start state, followed by constrained reverse steps.
 *
 * <p>A batch is computed together, but the result of each image depends only on its own pixels and
 * noise. Thread-safe if the network is.
 */
public final class PseudoTargetLoop {
  private final NoiseSchedule schedule;
  private final ReverseSampler sampler;
  private final Function<LoopPlan, StepPredictor> predictors;

  /** Runs the whole network at every step. */
  public PseudoTargetLoop(NoiseSchedule schedule, ReverseSampler sampler, NoisePredictor network) {
    this(schedule, sampler, plan -> (x, timesteps, i) -> network.predict(x, timesteps));
  }

  /** Reuses deep features at the steps that {@code caching} selects. */
  public PseudoTargetLoop(
      NoiseSchedule schedule,
      ReverseSampler sampler,
      CachingPredictor network,
      StepCaching caching) {
    this(schedule, sampler, plan -> new CachedSteps(network.newCache(), caching.fullSteps(plan)));
  }

  private PseudoTargetLoop(
      NoiseSchedule schedule,
      ReverseSampler sampler,
      Function<LoopPlan, StepPredictor> predictors) {
    this.schedule = schedule;
    this.sampler = sampler;
    this.predictors = predictors;
  }

  /**
   * Pseudo targets of restored images: {@link #run} with conversion between the ranges of images
   * and prior.
   *
   * @param restored (N, 3, H, W) in [0, 1], clamped first
   * @return of the same shape, in [0, 1]
   */
  public Tensor pseudoTargets(
      LoopPlan plan, Tensor restored, NoiseSource noise, LoopListener listener) {
    return PixelRange.toImage(run(plan, PixelRange.toPrior(restored), noise, listener));
  }

  /**
   * Runs the plan.
   *
   * @param guide (N, 3, H, W) in [−1, 1]
   * @return of the same shape; values may slightly exceed [−1, 1]
   * @throws CancellationException if the listener stopped it
   * @throws IllegalStateException if the network's output has a wrong shape or is not finite
   */
  public Tensor run(LoopPlan plan, Tensor guide, NoiseSource noise, LoopListener listener) {
    try (StepPredictor predictor = predictors.apply(plan)) {
      return run(plan, guide, noise, listener, predictor);
    }
  }

  private Tensor run(
      LoopPlan plan,
      Tensor guide,
      NoiseSource noise,
      LoopListener listener,
      StepPredictor predictor) {
    ReverseProcess process = sampler.start(schedule, plan.constraint(), guide, noise);
    Tensor x = plan.start().draw(schedule, guide, noise);
    Tensor result = x;
    for (int i = plan.first(); i >= plan.last(); i--) {
      if (listener.cancelled()) {
        throw new CancellationException("sampling was cancelled before step " + i);
      }
      boolean constrained = i > plan.last() || plan.outcome() == Outcome.STATE;
      Reached reached =
          process.advance(x, predictor.predict(x, timesteps(x, i), i), i, constrained);
      x = reached.state();
      result = plan.outcome() == Outcome.PREDICTED_START ? reached.predictedStart() : x;
      listener.stepDone(plan.first() - i + 1, plan.steps());
    }
    return result;
  }

  private long[] timesteps(Tensor x, int i) {
    long[] timesteps = new long[Math.toIntExact(x.dim(0))];
    Arrays.fill(timesteps, schedule.timestep(i));
    return timesteps;
  }
}
