package io.pentimento.benchmark;

import io.pentimento.core.diffusion.DdpmSampler;
import io.pentimento.core.diffusion.LoopListener;
import io.pentimento.core.diffusion.LoopPlan;
import io.pentimento.core.diffusion.LowFrequencyConstrained;
import io.pentimento.core.diffusion.NoiseSchedule;
import io.pentimento.core.diffusion.PerImageNoise;
import io.pentimento.core.diffusion.PseudoTargetLoop;
import io.pentimento.core.diffusion.Respacing;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.util.List;

/** The noisiest step of the paper's loop on one image. */
record SamplingStep(OnnxSession session, NoiseSchedule schedule, LoopPlan plan, Tensor guide)
    implements Workload {
  private static final int STEPS = 250;

  static SamplingStep of(Size size) throws IOException {
    NoiseSchedule schedule = NoiseSchedule.linear().respaced(Respacing.even(STEPS));
    int factor = size == Size.FULL ? 16 : 4;
    LoopPlan whole =
        LowFrequencyConstrained.strict(600, 360, factor)
            .plan(schedule, size.pixels(), size.pixels());
    LoopPlan one =
        new LoopPlan(
            whole.start(), whole.first(), whole.first(), whole.constraint(), whole.outcome());
    return new SamplingStep(
        OnnxForward.session(Networks.prior(size), size), schedule, one, Images.random(size, 1));
  }

  @Override
  public void run() {
    PseudoTargetLoop loop =
        new PseudoTargetLoop(
            schedule,
            new DdpmSampler(),
            (x, t) -> session.run(x, Tensor.of(new float[] {t[0]}, 1)));
    loop.run(plan, guide, PerImageNoise.of(1, List.of(new byte[32])), LoopListener.none());
  }

  @Override
  public void close() {
    session.close();
  }
}
