// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.selection;

import io.pentimento.core.tensor.Tensor;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Scores the candidates of one image; higher is better. Scores of different images compare. */
@FunctionalInterface
interface Criterion {
  /**
   * A score for each candidate.
   *
   * @param candidates (1, 3, size, size) in [0, 1]
   */
  double[] scores(List<Tensor> candidates);

  /** Scores each candidate alone. */
  static Criterion ofImages(ToDoubleFunction<Tensor> score) {
    return candidates -> candidates.stream().mapToDouble(score).toArray();
  }

  /** Prefers the candidate that differs least from the others. */
  static Criterion medoid() {
    return candidates -> {
      double[] scores = CandidateDistances.fromOthers(candidates);
      for (int i = 0; i < scores.length; i++) {
        scores[i] = -scores[i];
      }
      return scores;
    };
  }
}
