// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.generate;

import io.pentimento.api.v1alpha1.pseudotarget.PseudoTargetMethod;
import io.pentimento.api.v1alpha1.pseudotarget.PseudoTargetsSpec;
import io.pentimento.core.artifact.Digest;
import io.pentimento.core.device.Device;
import io.pentimento.core.diffusion.LoopListener;
import io.pentimento.core.diffusion.noise.NoiseAhead;
import io.pentimento.core.diffusion.noise.PerImageNoise;
import io.pentimento.core.restorer.RestorerSession;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.inference.Inference;
import io.pentimento.training.inference.NumberFormat;
import io.pentimento.worker.restorer.AdaptableRestorer;
import io.pentimento.worker.restorer.PreparedModels;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes pseudo targets of images with the job's method, on the engine of the process. */
final class PseudoTargetMaker implements AutoCloseable {
  private final RestorerSession restorer;
  private final PriorEngine prior;
  private final PseudoTargetsSpec settings;
  private final int size;
  private final Device device;
  private final Map<Integer, Sampling> samplings = new HashMap<>();

  PseudoTargetMaker(
      PreparedModels models, PseudoTargetsSpec settings, int size, Inference inference)
      throws IOException {
    this.restorer =
        AdaptableRestorer.prepared(models.folder())
            .open(models, PreparedModels.RESTORER, inference);
    this.settings = settings;
    this.size = size;
    this.device = inference.device();
    Sampling sampling = sampling(settings.startTimestep());
    this.prior = PriorEngine.open(models, sampling, format(settings), inference);
  }

  private static NumberFormat format(PseudoTargetsSpec settings) {
    return switch (settings.effectivePrecision()) {
      case FLOAT32 -> NumberFormat.FLOAT32;
      case BFLOAT16 -> NumberFormat.BFLOAT16;
      case FLOAT16 -> NumberFormat.FLOAT16;
    };
  }

  /** The output of the restorer that the job adapts, of the same shape. */
  Tensor restored(Tensor degraded) {
    return restorer.restore(degraded);
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
    if (settings.method() == PseudoTargetMethod.DR2) {
      return restorer.restore(sampled(settings.startTimestep(), degraded, noise, listener));
    }
    Tensor restored = restorer.restore(degraded);
    return settings.adaptiveStart() == null
        ? sampled(settings.startTimestep(), restored, noise, listener)
        : adaptive(
            new StartingSteps(settings.adaptiveStart(), settings.startTimestep())
                .groups(degraded, restored),
            restored,
            digests,
            candidate,
            listener);
  }

  private Tensor adaptive(
      Map<Integer, List<Integer>> groups,
      Tensor restored,
      List<byte[]> digests,
      int candidate,
      LoopListener listener) {
    Tensor[] targets = new Tensor[digests.size()];
    groups.forEach(
        (start, images) -> {
          Tensor some = Tensor.batch(images.stream().map(restored::item).toList());
          PerImageNoise noise =
              PerImageNoise.of(
                  settings.seed() + candidate, images.stream().map(digests::get).toList());
          Tensor sampled = sampled(start, some, noise, listener);
          for (int i = 0; i < images.size(); i++) {
            targets[images.get(i)] = sampled.item(i);
          }
        });
    return Tensor.batch(List.of(targets));
  }

  private Tensor sampled(int start, Tensor guide, PerImageNoise noise, LoopListener listener) {
    Sampling sampling = sampling(start);
    return prior
        .loops()
        .apply(sampling)
        .pseudoTargets(sampling.plan(), guide, NoiseAhead.on(device, noise), listener);
  }

  /** The settings of the job with another starting timestep. */
  private Sampling sampling(int start) {
    return samplings.computeIfAbsent(start, step -> Sampling.of(settings.startingAt(step), size));
  }

  @Override
  public void close() {
    restorer.close();
    prior.close();
  }
}
