package io.pentimento.training.finetune;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The restorer's weighted losses of one micro-batch (docs/method.md, section 5.1). */
final class RestorerObjective {
  private final LossWeights weights;
  private final Compatibility compatibility;
  private final Optional<PerceptualDistance> perceptual;
  private final Optional<Adversary> adversary;

  RestorerObjective(
      LossWeights weights,
      Compatibility compatibility,
      Optional<PerceptualDistance> perceptual,
      Optional<Adversary> adversary) {
    if (weights.lpips() > 0 && perceptual.isEmpty()) {
      throw new IllegalArgumentException(
          "losses.lpips is %s but there is no perceptual network".formatted(weights.lpips()));
    }
    this.weights = weights;
    this.compatibility = compatibility;
    this.perceptual = perceptual;
    this.adversary = adversary;
  }

  /** The weighted losses by name; their sum is what to minimise. */
  Map<String, NDArray> terms(NDArray restored, NDArray target) {
    Map<String, NDArray> terms = new LinkedHashMap<>();
    terms.put("l1", restored.sub(target).abs().mean().mul((float) weights.l1()));
    if (weights.lpips() > 0) {
      NDArray distances = perceptual.orElseThrow().of(restored, target);
      NDArray distance = compatibility.lpipsSum() ? distances.sum() : distances.mean();
      terms.put("lpips", distance.mul((float) weights.lpips()));
    }
    adversary.ifPresent(a -> terms.put("gan", a.fooled(restored).mul((float) weights.gan())));
    return terms;
  }
}
