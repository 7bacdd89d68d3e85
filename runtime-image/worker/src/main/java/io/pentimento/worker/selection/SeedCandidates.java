// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.selection;

import io.pentimento.core.diffusion.noise.NotFiniteException;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.dataset.MadeTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the candidates of a batch of images and selects the best one of each image.
 *
 * @param count number of seeds
 * @param anchor null if targets are used as they are made
 */
public record SeedCandidates(int count, BestCandidate best, @Nullable SourceAnchor anchor) {

  /** Makes pseudo targets of a batch. */
  @FunctionalInterface
  public interface Maker {
    /**
     * Pseudo targets (N, 3, size, size) in [0, 1].
     *
     * @param number of the candidate, from 0
     * @throws NotFiniteException if one of them is not finite
     */
    Tensor make(int number);
  }

  /**
   * The selected target of each image.
   *
   * @param degraded (N, 3, size, size) in [0, 1]
   * @param restored the output of the restorer, of the same shape; only used by source anchoring
   * @throws NotFiniteException if a candidate of one of several images, or every candidate of a
   *     single image, is not finite
   */
  public List<MadeTarget> select(Tensor degraded, Supplier<Tensor> restored, Maker maker) {
    List<Tensor> batches = degraded.dim(0) == 1 ? finite(maker) : all(maker);
    Tensor bases = anchor == null ? degraded : restored.get();
    List<MadeTarget> selected = new ArrayList<>();
    for (int image = 0; image < degraded.dim(0); image++) {
      int at = image;
      List<Tensor> candidates = batches.stream().map(batch -> batch.item(at)).toList();
      MadeTarget target = best.of(degraded.item(at), candidates);
      selected.add(anchored(bases.item(at), target, candidates));
    }
    return selected;
  }

  /** Without a second finite candidate there is no variance, and the target is not anchored. */
  private MadeTarget anchored(Tensor base, MadeTarget target, List<Tensor> candidates) {
    return anchor == null || candidates.size() < 2
        ? target
        : new MadeTarget(anchor.apply(base, target.image(), candidates), target.scores());
  }

  private List<Tensor> all(Maker maker) {
    return IntStream.range(0, count).mapToObj(maker::make).toList();
  }

  /** Only of a single image, because images of a batch must not affect each other. */
  private List<Tensor> finite(Maker maker) {
    List<Tensor> batches = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      try {
        batches.add(maker.make(number));
      } catch (NotFiniteException e) {
        if (number == count - 1 && batches.isEmpty()) {
          throw e;
        }
      }
    }
    return batches;
  }
}
