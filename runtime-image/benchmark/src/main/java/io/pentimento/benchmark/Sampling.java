// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark;

import io.pentimento.core.diffusion.LoopListener;
import io.pentimento.core.diffusion.PseudoTargetLoop;
import io.pentimento.core.diffusion.method.LoopPlan;
import io.pentimento.core.diffusion.method.LowFrequencyConstrained;
import io.pentimento.core.diffusion.noise.PerImageNoise;
import io.pentimento.core.diffusion.sampler.DdpmSampler;
import io.pentimento.core.diffusion.sampler.DpmSolver;
import io.pentimento.core.diffusion.sampler.NoisePredictor;
import io.pentimento.core.diffusion.sampler.ReverseSampler;
import io.pentimento.core.diffusion.schedule.LogSnrSpacing;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.diffusion.schedule.Respacing;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.util.List;

/**
 * Algorithm 1 on one image, with K = 600 and L = 360.
 *
 * @param plan the steps to compute
 * @param leastRuns one for all steps, which take minutes at the full size
 * @param release closes the network
 */
record Sampling(
    NoiseSchedule schedule,
    NoisePredictor network,
    ReverseSampler sampler,
    LoopPlan plan,
    Tensor guide,
    int leastRuns,
    Runnable release)
    implements Workload {
  private static final int STEPS = 250;
  private static final int SOLVER_STEPS = 12;

  /** With the paper's DDPM. */
  static Sampling ofDdpm(Size size) throws IOException {
    OnnxSession session = NetworkForward.session(Networks.prior(size), size);
    return of(size, ddpmSchedule(), new DdpmSampler(), of(session), session::close);
  }

  /** With the multistep solver. */
  static Sampling ofSolver(Size size) throws IOException {
    NoiseSchedule full = NoiseSchedule.linear();
    LowFrequencyConstrained method = method(size);
    NoiseSchedule schedule = new LogSnrSpacing(SOLVER_STEPS).of(full, method.range(full));
    OnnxSession session = NetworkForward.session(Networks.prior(size), size);
    return of(size, schedule, DpmSolver.stochastic(), of(session), session::close);
  }

  /** DDPM's step without the call of the network: noise, reverse step and low-pass filter. */
  static Sampling withoutNetwork(Size size) {
    Tensor predicted = Tensor.zeros(1, 6, size.pixels(), size.pixels());
    return of(size, ddpmSchedule(), new DdpmSampler(), (x, t) -> predicted, () -> {});
  }

  private static NoiseSchedule ddpmSchedule() {
    return NoiseSchedule.linear().respaced(Respacing.even(STEPS));
  }

  private static NoisePredictor of(OnnxSession session) {
    return (x, t) -> session.run(x, Tensor.of(new float[] {t[0]}, 1));
  }

  private static LowFrequencyConstrained method(Size size) {
    return LowFrequencyConstrained.strict(600, 360, size == Size.FULL ? 16 : 4);
  }

  private static Sampling of(
      Size size,
      NoiseSchedule schedule,
      ReverseSampler sampler,
      NoisePredictor network,
      Runnable release) {
    LoopPlan plan = method(size).plan(schedule, size.pixels(), size.pixels());
    return new Sampling(schedule, network, sampler, plan, Images.random(size, 1), 1, release);
  }

  /** Only the first of these steps. */
  Sampling noisiestStep() {
    LoopPlan one =
        new LoopPlan(plan.start(), plan.first(), plan.first(), plan.constraint(), plan.outcome());
    return new Sampling(schedule, network, sampler, one, guide, LEAST_RUNS, release);
  }

  @Override
  public void run() {
    new PseudoTargetLoop(schedule, sampler, network)
        .run(plan, guide, PerImageNoise.of(1, List.of(new byte[32])), LoopListener.none());
  }

  @Override
  public void close() {
    release.run();
  }
}
