// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.finetune;

import ai.djl.ndarray.NDArray;
import io.pentimento.training.djl.DjlOps;
import io.pentimento.training.finetune.adversarial.DiscriminatorTrainer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The restorer's weighted losses of one micro-batch (docs/method.md, section 5.1). */
final class RestorerObjective {
  private final DjlOps ops;
  private final LossWeights weights;
  private final Compatibility compatibility;
  private final Optional<PerceptualDistance> perceptual;
  private final Optional<DiscriminatorTrainer> adversary;

  RestorerObjective(
      DjlOps ops,
      LossWeights weights,
      Compatibility compatibility,
      Optional<PerceptualDistance> perceptual,
      Optional<DiscriminatorTrainer> adversary) {
    if (weights.lpips() > 0 && perceptual.isEmpty()) {
      throw new IllegalArgumentException(
          "losses.lpips is %s, but there is no perceptual network".formatted(weights.lpips()));
    }
    this.ops = ops;
    this.weights = weights;
    this.compatibility = compatibility;
    this.perceptual = perceptual;
    this.adversary = adversary;
  }

  /** The weighted losses of restored images by name; their sum is minimised. */
  Map<String, Function<NDArray, NDArray>> terms(NDArray target) {
    Map<String, Function<NDArray, NDArray>> terms = new LinkedHashMap<>();
    terms.put("l1", y -> ops.affine(ops.mean(y.sub(target).abs()), weights.l1(), 0));
    if (weights.lpips() > 0) {
      terms.put("lpips", y -> ops.affine(perceptual(y, target), weights.lpips(), 0));
    }
    adversary.ifPresent(a -> terms.put("gan", y -> ops.affine(a.fooled(y), weights.gan(), 0)));
    return terms;
  }

  private NDArray perceptual(NDArray restored, NDArray target) {
    NDArray distances = perceptual.orElseThrow().of(restored, target);
    return compatibility.lpipsSum() ? distances.sum() : ops.mean(distances);
  }
}
