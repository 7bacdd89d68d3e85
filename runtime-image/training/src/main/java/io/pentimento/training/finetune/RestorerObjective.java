package io.pentimento.training.finetune;

import ai.djl.ndarray.NDArray;
import io.pentimento.training.djl.DjlOps;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The restorer's weighted losses of one micro-batch (docs/method.md, section 5.1). */
final class RestorerObjective {
  private final DjlOps ops;
  private final LossWeights weights;
  private final Compatibility compatibility;
  private final Optional<PerceptualDistance> perceptual;
  private final Optional<Adversary> adversary;

  RestorerObjective(
      DjlOps ops,
      LossWeights weights,
      Compatibility compatibility,
      Optional<PerceptualDistance> perceptual,
      Optional<Adversary> adversary) {
    if (weights.lpips() > 0 && perceptual.isEmpty()) {
      throw new IllegalArgumentException(
          "losses.lpips is %s but there is no perceptual network".formatted(weights.lpips()));
    }
    this.ops = ops;
    this.weights = weights;
    this.compatibility = compatibility;
    this.perceptual = perceptual;
    this.adversary = adversary;
  }

  /** The weighted losses by name; their sum is what to minimise. */
  Map<String, NDArray> terms(NDArray restored, NDArray target) {
    Map<String, NDArray> terms = new LinkedHashMap<>();
    terms.put("l1", ops.affine(ops.mean(restored.sub(target).abs()), weights.l1(), 0));
    if (weights.lpips() > 0) {
      NDArray distances = perceptual.orElseThrow().of(restored, target);
      NDArray distance = compatibility.lpipsSum() ? distances.sum() : ops.mean(distances);
      terms.put("lpips", ops.affine(distance, weights.lpips(), 0));
    }
    adversary.ifPresent(a -> terms.put("gan", ops.affine(a.fooled(restored), weights.gan(), 0)));
    return terms;
  }
}
