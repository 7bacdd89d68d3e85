// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.generate;

import io.pentimento.api.v1alpha1.pseudotarget.PseudoTargetChecks;
import io.pentimento.contract.SourceName;
import io.pentimento.core.image.folder.ImageFiles;
import io.pentimento.core.metrics.niqe.Niqe;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.dataset.ModelImages;
import io.pentimento.worker.dataset.PseudoTargetCache;
import io.pentimento.worker.metrics.DatasetNiqe;
import io.pentimento.worker.metrics.Fidelity;
import io.pentimento.worker.runtime.PreparedIndex;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import io.pentimento.worker.runtime.PreparedIndex.Rejected;
import io.pentimento.worker.runtime.StageContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds pseudo targets that exceed the thresholds of the manifest. */
final class TargetChecks {
  private final StageContext context;
  private final PseudoTargetChecks limits;
  private final PreparedIndex index;
  private final ModelImages images;

  TargetChecks(
      StageContext context, PseudoTargetChecks limits, PreparedIndex index, ModelImages images) {
    this.context = context;
    this.limits = limits;
    this.index = index;
    this.images = images;
  }

  /**
   * Finds pseudo targets that fail a check.
   *
   * @param items with a pseudo target
   * @return the items to exclude, with the reason
   */
  List<Rejected> failing(List<Item> items, PseudoTargetCache cache) {
    Optional<Niqe> niqe = Optional.ofNullable(limits.maxNiqeIncrease()).map(limit -> niqe());
    List<Rejected> failing = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      context.stopIfInterrupted();
      Item item = items.get(i);
      Tensor input = images.read(item);
      Tensor target = ImageFiles.read(cache.image(item));
      Stream.concat(inconsistency(input, target).stream(), unnatural(niqe, input, target).stream())
          .findFirst()
          .ifPresent(why -> failing.add(rejected(item, why)));
      context.progress().update(i + 1L, items.size(), failing.size(), "checking pseudo targets");
    }
    return failing;
  }

  private Niqe niqe() {
    return DatasetNiqe.of(index, images, "spec.pseudoTargets.checks.maxNiqeIncrease");
  }

  private Optional<String> inconsistency(Tensor input, Tensor target) {
    if (limits.maxInconsistency() == null) {
      return Optional.empty();
    }
    double moved = Fidelity.consistency(target, input);
    return moved <= limits.maxInconsistency()
        ? Optional.empty()
        : Optional.of(
            sentence(
                "its low frequencies differ by %.1f levels, more than maxInconsistency %s",
                moved, limits.maxInconsistency()));
  }

  private Optional<String> unnatural(Optional<Niqe> niqe, Tensor input, Tensor target) {
    Double limit = limits.maxNiqeIncrease();
    if (niqe.isEmpty() || limit == null) {
      return Optional.empty();
    }
    double before = niqe.get().value(input);
    double rise = niqe.get().value(target) / Math.max(before, Double.MIN_NORMAL) - 1;
    return rise <= limit
        ? Optional.empty()
        : Optional.of(
            sentence(
                "its NIQE increased by the fraction %.3f, more than maxNiqeIncrease %s",
                rise, limit));
  }

  private static String sentence(String words, double found, double limit) {
    return String.format(Locale.ROOT, words, found, limit);
  }

  private static Rejected rejected(Item item, String why) {
    return new Rejected(
        SourceName.DATASET.field(),
        item.name(),
        "the pseudo target of %s is excluded: %s of spec.pseudoTargets.checks allows"
            .formatted(item.name(), why));
  }
}
