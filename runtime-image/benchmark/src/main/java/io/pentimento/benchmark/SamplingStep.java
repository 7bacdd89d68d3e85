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
 * The noisiest step of Algorithm 1 on one image.
 *
 * @param release closes the network
 */
record SamplingStep(
    NoisePredictor network,
    NoiseSchedule schedule,
    ReverseSampler sampler,
    LoopPlan plan,
    Tensor guide,
    Runnable release)
    implements Workload {
  private static final int STEPS = 250;
  private static final int SOLVER_STEPS = 12;

  /** With the paper's DDPM. */
  static SamplingStep ofDdpm(Size size) throws IOException {
    OnnxSession session = NetworkForward.session(Networks.prior(size), size);
    return of(size, ddpmSchedule(), new DdpmSampler(), of(session), session::close);
  }

  /** With the multistep solver. */
  static SamplingStep ofSolver(Size size) throws IOException {
    NoiseSchedule full = NoiseSchedule.linear();
    LowFrequencyConstrained method = method(size);
    NoiseSchedule schedule = new LogSnrSpacing(SOLVER_STEPS).of(full, method.range(full));
    OnnxSession session = NetworkForward.session(Networks.prior(size), size);
    return of(size, schedule, DpmSolver.stochastic(), of(session), session::close);
  }

  /** DDPM's step without the call of the network: noise, reverse step and low-pass filter. */
  static SamplingStep withoutNetwork(Size size) {
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

  private static SamplingStep of(
      Size size,
      NoiseSchedule schedule,
      ReverseSampler sampler,
      NoisePredictor network,
      Runnable release) {
    LoopPlan whole = method(size).plan(schedule, size.pixels(), size.pixels());
    LoopPlan one =
        new LoopPlan(
            whole.start(), whole.first(), whole.first(), whole.constraint(), whole.outcome());
    return new SamplingStep(network, schedule, sampler, one, Images.random(size, 1), release);
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
