// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.generate;

import io.pentimento.api.v1alpha1.pseudotarget.PseudoTargetSelection;
import io.pentimento.contract.StageParameters;
import io.pentimento.worker.dataset.PseudoTargetCache;
import io.pentimento.worker.dataset.Quarantine;
import io.pentimento.worker.dataset.TargetWeights;
import io.pentimento.worker.runtime.PreparedIndex;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import io.pentimento.worker.runtime.PreparedIndex.Rejected;
import io.pentimento.worker.runtime.StageContext;
import io.pentimento.worker.runtime.TargetScores;
import io.pentimento.worker.selection.TrainingSelection;
import io.pentimento.worker.selection.TrainingSelection.Measured;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The selection among the pseudo targets of a job.
 *
 * @param dropped images that are not used for training, with the reason
 * @param weights by image name; empty if all are equal
 */
record TrainingTargets(List<Rejected> dropped, Map<String, Double> weights) {

  /**
   * @param quarantined images without a usable pseudo target
   */
  static TrainingTargets of(
      StageContext context,
      PreparedIndex index,
      PseudoTargetCache cache,
      List<Rejected> quarantined)
      throws IOException {
    PseudoTargetSelection settings =
        ((StageParameters.Generate) context.document().parameters()).pseudoTargets().selection();
    if (settings == null || !(settings.isDropping() || settings.isWeighting())) {
      return new TrainingTargets(List.of(), Map.of());
    }
    TrainingSelection selection = new TrainingSelection(settings);
    List<Measured> measured = measured(index, cache, names(quarantined));
    List<Rejected> dropped = selection.dropped(measured);
    Set<String> leftOut = names(dropped);
    List<Measured> used =
        measured.stream().filter(target -> !leftOut.contains(target.image())).toList();
    return new TrainingTargets(
        dropped, settings.isWeighting() ? selection.weights(used) : Map.of());
  }

  private static List<Measured> measured(
      PreparedIndex index, PseudoTargetCache cache, Set<String> without) throws IOException {
    List<Measured> measured = new ArrayList<>();
    for (Item item : cache.made(index.training())) {
      if (!without.contains(item.name())) {
        TargetScores scores = cache.scores(item);
        measured.add(new Measured(item.name(), scores.score(), scores.disagreement()));
      }
    }
    return measured;
  }

  private static Set<String> names(List<Rejected> items) {
    return items.stream().map(Rejected::name).collect(Collectors.toSet());
  }

  /** Writes the list of excluded images, and the weights, into the artefact. */
  void write(Path artefact, List<Rejected> quarantined) throws IOException {
    List<Rejected> excluded = new ArrayList<>(quarantined);
    excluded.addAll(dropped);
    Quarantine.write(artefact, excluded);
    if (!weights.isEmpty()) {
      TargetWeights.write(artefact, weights);
    }
  }
}
