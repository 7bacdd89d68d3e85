package io.pentimento.worker.stage.generate;

import io.pentimento.api.v1alpha1.pseudotarget.PseudoTargetMethod;
import io.pentimento.api.v1alpha1.pseudotarget.PseudoTargetsSpec;
import io.pentimento.core.artifact.Digest;
import io.pentimento.core.diffusion.LoopListener;
import io.pentimento.core.diffusion.PseudoTargetLoop;
import io.pentimento.core.diffusion.method.LoopPlan;
import io.pentimento.core.diffusion.noise.PerImageNoise;
import io.pentimento.core.restorer.RestorerSession;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.inference.Inference;
import io.pentimento.training.inference.NumberFormat;
import io.pentimento.worker.restorer.AdaptableRestorer;
import io.pentimento.worker.restorer.PreparedModels;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import java.io.IOException;
import java.util.List;

/** Makes pseudo targets of images with the job's method, on the engine of the process. */
final class PseudoTargetMaker implements AutoCloseable {
  private final RestorerSession restorer;
  private final PriorEngine prior;
  private final PseudoTargetsSpec settings;
  private final PseudoTargetLoop loop;
  private final LoopPlan plan;

  PseudoTargetMaker(
      PreparedModels models, PseudoTargetsSpec settings, int size, Inference inference)
      throws IOException {
    this.restorer =
        AdaptableRestorer.prepared(models.folder())
            .open(models, PreparedModels.RESTORER, inference);
    this.settings = settings;
    Sampling sampling = Sampling.of(settings, size);
    this.prior = PriorEngine.open(models, sampling, format(settings), inference);
    this.loop = prior.loop();
    this.plan = sampling.plan();
  }

  private static NumberFormat format(PseudoTargetsSpec settings) {
    return switch (settings.effectivePrecision()) {
      case FLOAT32 -> NumberFormat.FLOAT32;
      case BFLOAT16 -> NumberFormat.BFLOAT16;
      case FLOAT16 -> NumberFormat.FLOAT16;
    };
  }

  /**
   * Makes pseudo targets of degraded images.
   *
   * @param degraded (N, 3, size, size) in [0, 1]
   * @param items whose digests are the keys of the noise
   * @param candidate number of the candidate; it is added to the seed of the job
   * @return pseudo targets of the same shape, in [0, 1]
   */
  Tensor make(Tensor degraded, List<Item> items, int candidate, LoopListener listener) {
    List<byte[]> digests = items.stream().map(i -> Digest.bytes(i.digest())).toList();
    PerImageNoise noise = PerImageNoise.of(settings.seed() + candidate, digests);
    // DR2 is guided by the degraded image and leaves the details to the restorer.
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
