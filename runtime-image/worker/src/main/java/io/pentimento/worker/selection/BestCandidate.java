// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.selection;

import static java.util.Objects.requireNonNull;

import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.dataset.MadeTarget;
import io.pentimento.worker.metrics.Fidelity;
import io.pentimento.worker.runtime.TargetScores;
import java.util.Arrays;
import java.util.List;

/**
 * Selects the best candidate by a criterion, among those that are about as consistent with the
 * degraded image as the most consistent one.
 *
 * @param margin in levels of 0 to 255
 */
record BestCandidate(Criterion criterion, double margin) {
  BestCandidate {
    requireNonNull(criterion, "criterion");
  }

  /**
   * The best candidate; the first of equal ones.
   *
   * @param degraded (1, 3, size, size) in [0, 1]
   * @param candidates at least one, of the same shape
   */
  MadeTarget of(Tensor degraded, List<Tensor> candidates) {
    double[] moved =
        candidates.stream().mapToDouble(each -> Fidelity.consistency(each, degraded)).toArray();
    double limit = Arrays.stream(moved).min().orElseThrow() + margin;
    double[] scores = criterion.scores(candidates);
    int best = -1;
    for (int i = 0; i < scores.length; i++) {
      if (moved[i] <= limit && (best < 0 || scores[i] > scores[best])) {
        best = i;
      }
    }
    double disagreement =
        Arrays.stream(CandidateDistances.fromOthers(candidates)).average().orElseThrow();
    return new MadeTarget(candidates.get(best), new TargetScores(scores[best], disagreement));
  }
}
