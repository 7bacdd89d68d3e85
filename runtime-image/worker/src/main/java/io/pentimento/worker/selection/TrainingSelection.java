// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.selection;

import io.pentimento.api.v1alpha1.pseudotarget.PseudoTargetSelection;
import io.pentimento.contract.SourceName;
import io.pentimento.worker.runtime.PreparedIndex.Rejected;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Decides which pseudo targets are used for training, and how often. */
public record TrainingSelection(PseudoTargetSelection settings) {

  /**
   * The measurements of an image's pseudo target.
   *
   * @param image name of the image
   * @param score by the criterion; higher is better
   * @param disagreement mean distance between its candidates, in levels of 0 to 255
   */
  public record Measured(String image, double score, double disagreement) {}

  /** The images with the lowest scores, with the reason; images of equal score by name. */
  public List<Rejected> dropped(List<Measured> targets) {
    int keep = (int) Math.ceil(settings.keepFraction() * targets.size() - 1e-9);
    return targets.stream()
        .sorted(
            Comparator.comparingDouble(Measured::score)
                .thenComparing(Measured::image, Comparator.reverseOrder()))
        .limit(Math.max(0L, targets.size() - Math.max(1L, keep)))
        .map(this::rejected)
        .toList();
  }

  private Rejected rejected(Measured target) {
    return new Rejected(
        SourceName.DATASET.field(),
        target.image(),
        String.format(
            Locale.ROOT,
            "the pseudo target of %s is not used for training: its %s of %.4g is among the worst,"
                + " and spec.pseudoTargets.selection.keepFraction is %s",
            target.image(),
            settings.criterion(),
            target.score(),
            settings.keepFraction()));
  }

  /**
   * Weights from 0 to 1 by image: the inverse variance of the candidates, relative to that of the
   * median image and at most 1.
   */
  public Map<String, Double> weights(List<Measured> targets) {
    double[] sorted = targets.stream().mapToDouble(Measured::disagreement).sorted().toArray();
    double median = sorted.length == 0 ? 0 : sorted[(sorted.length - 1) / 2];
    Map<String, Double> weights = new LinkedHashMap<>();
    for (Measured target : targets) {
      double ratio = target.disagreement() <= median ? 1 : median / target.disagreement();
      weights.put(target.image(), ratio * ratio);
    }
    return weights;
  }
}
