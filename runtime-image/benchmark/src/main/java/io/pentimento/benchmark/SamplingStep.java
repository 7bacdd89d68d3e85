// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark;

import io.pentimento.core.diffusion.LoopListener;
import io.pentimento.core.diffusion.PseudoTargetLoop;
import io.pentimento.core.diffusion.method.LoopPlan;
import io.pentimento.core.diffusion.method.LowFrequencyConstrained;
import io.pentimento.core.diffusion.noise.PerImageNoise;
import io.pentimento.core.diffusion.sampler.DdpmSampler;
import io.pentimento.core.diffusion.sampler.DpmSolver;
import io.pentimento.core.diffusion.sampler.ReverseSampler;
import io.pentimento.core.diffusion.schedule.LogSnrSpacing;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.core.diffusion.schedule.Respacing;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.util.List;

/** The noisiest step of Algorithm 1 on one image. */
record SamplingStep(
    OnnxSession session,
    NoiseSchedule schedule,
    ReverseSampler sampler,
    LoopPlan plan,
    Tensor guide)
    implements Workload {
  private static final int STEPS = 250;
  private static final int SOLVER_STEPS = 12;

  /** With the paper's DDPM. */
  static SamplingStep ofDdpm(Size size) throws IOException {
    NoiseSchedule schedule = NoiseSchedule.linear().respaced(Respacing.even(STEPS));
    return of(size, schedule, new DdpmSampler(), method(size));
  }

  /** With the multistep solver. */
  static SamplingStep ofSolver(Size size) throws IOException {
    NoiseSchedule full = NoiseSchedule.linear();
    LowFrequencyConstrained method = method(size);
    NoiseSchedule schedule = new LogSnrSpacing(SOLVER_STEPS).of(full, method.range(full));
    return of(size, schedule, DpmSolver.stochastic(), method);
  }

  private static LowFrequencyConstrained method(Size size) {
    return LowFrequencyConstrained.strict(600, 360, size == Size.FULL ? 16 : 4);
  }

  private static SamplingStep of(
      Size size, NoiseSchedule schedule, ReverseSampler sampler, LowFrequencyConstrained method)
      throws IOException {
    LoopPlan whole = method.plan(schedule, size.pixels(), size.pixels());
    LoopPlan one =
        new LoopPlan(
            whole.start(), whole.first(), whole.first(), whole.constraint(), whole.outcome());
    return new SamplingStep(
        NetworkForward.session(Networks.prior(size), size),
        schedule,
        sampler,
        one,
        Images.random(size, 1));
  }

  @Override
  public void run() {
    PseudoTargetLoop loop =
        new PseudoTargetLoop(
            schedule, sampler, (x, t) -> session.run(x, Tensor.of(new float[] {t[0]}, 1)));
    loop.run(plan, guide, PerImageNoise.of(1, List.of(new byte[32])), LoopListener.none());
  }

  @Override
  public void close() {
    session.close();
  }
}
