package io.pentimento.worker.stage;

import io.pentimento.api.v1alpha1.PseudoTargetMethod;
import io.pentimento.api.v1alpha1.PseudoTargets;
import io.pentimento.api.v1alpha1.SamplerType;
import io.pentimento.core.artifact.Digest;
import io.pentimento.core.diffusion.DdimSampler;
import io.pentimento.core.diffusion.DdpmSampler;
import io.pentimento.core.diffusion.DegradationRemoval;
import io.pentimento.core.diffusion.IterativeRefinement;
import io.pentimento.core.diffusion.LoopListener;
import io.pentimento.core.diffusion.LoopPlan;
import io.pentimento.core.diffusion.LowFrequencyConstrained;
import io.pentimento.core.diffusion.NoiseSchedule;
import io.pentimento.core.diffusion.PartialGuidance;
import io.pentimento.core.diffusion.PerImageNoise;
import io.pentimento.core.diffusion.PseudoTargetLoop;
import io.pentimento.core.diffusion.Respacing;
import io.pentimento.core.diffusion.Sampler;
import io.pentimento.core.diffusion.SamplingMethod;
import io.pentimento.core.diffusion.Unconditional;
import io.pentimento.core.graph.GraphSession;
import io.pentimento.core.restorer.RestorerSession;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.inference.Inference;
import io.pentimento.worker.stage.PreparedIndex.Item;
import java.io.IOException;
import java.util.List;

/** Makes pseudo targets of images by the job's method, on the process's engine. */
final class PseudoTargetMaker implements AutoCloseable {
  private final RestorerSession restorer;
  private final GraphSession prior;
  private final PseudoTargets settings;
  private final PseudoTargetLoop loop;
  private final LoopPlan plan;

  PseudoTargetMaker(PreparedModels models, PseudoTargets settings, int size, Inference inference)
      throws IOException {
    this.restorer =
        AdaptableRestorer.prepared(models.folder())
            .open(models, PreparedModels.RESTORER, inference);
    this.prior = PreparedSession.prior(models, size, inference);
    this.settings = settings;
    NoiseSchedule schedule =
        NoiseSchedule.linear().respaced(Respacing.even(settings.sampler().steps()));
    this.loop = new PseudoTargetLoop(schedule, sampler(settings), this::predict);
    this.plan = method(settings).plan(schedule, size, size);
  }

  private static SamplingMethod method(PseudoTargets settings) {
    return switch (settings.method()) {
      case LOW_FREQUENCY_CONSTRAINED ->
          new LowFrequencyConstrained(
              settings.startTimestep(),
              settings.constraintEndTimestep(),
              settings.lowPassFactor(),
              settings.compatibility().startIndexOffset(),
              settings.compatibility().returnBeforeConstraint());
      case UNCONDITIONAL -> new Unconditional(settings.startTimestep());
      case ILVR ->
          new IterativeRefinement(settings.constraintEndTimestep(), settings.lowPassFactor());
      case DR2 ->
          new DegradationRemoval(
              settings.startTimestep(), settings.constraintEndTimestep(), settings.lowPassFactor());
      case PGDIFF -> new PartialGuidance(settings.effectiveGuidanceScale());
      case IMPORTED -> throw new IllegalArgumentException("imported pseudo targets are not made");
    };
  }

  private static Sampler sampler(PseudoTargets settings) {
    return settings.sampler().type() == SamplerType.DDIM
        ? new DdimSampler(settings.sampler().eta())
        : new DdpmSampler();
  }

  private Tensor predict(Tensor x, long[] timesteps) {
    Tensor t = Tensor.zeros(timesteps.length);
    for (int i = 0; i < timesteps.length; i++) {
      t.data()[i] = timesteps[i];
    }
    return prior.run(x, t);
  }

  /**
   * @param degraded (N, 3, size, size) in [0, 1]
   * @param items whose digests key the noise
   * @return pseudo targets of the same shape, in [0, 1]
   */
  Tensor make(Tensor degraded, List<Item> items, LoopListener listener) {
    List<byte[]> digests = items.stream().map(i -> Digest.bytes(i.digest())).toList();
    PerImageNoise noise = PerImageNoise.of(settings.seed(), digests);
    // DR2 guides by the image as it came, and leaves the details to a restorer.
    return settings.method() == PseudoTargetMethod.DR2
        ? restorer.restore(loop.pseudoTargets(plan, degraded, noise, listener))
        : loop.pseudoTargets(plan, restorer.restore(degraded), noise, listener);
  }

  @Override
  public void close() {
    restorer.close();
    prior.close();
  }
}
