// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.stage;

import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.reason.ResultReason;
import org.jspecify.annotations.Nullable;

/** Checks whether enough images have a pseudo target. */
public final class Quorum {
  private Quorum() {}

  static boolean isReached(ItemCounts items, double minSuccessFraction) {
    return items.done() >= Math.ceil(minSuccessFraction * items.total() - 1e-9);
  }

  static String sentence(ItemCounts items) {
    return "%d of %d images have a pseudo target, %d failed"
        .formatted(items.done(), items.total(), items.failed());
  }

  /**
   * The outcome of a generate stage that has processed all images.
   *
   * @param items null if only the status records the stage, which was evaluated before
   */
  public static StageOutcome evaluate(
      StageOutcome.Done done, @Nullable ItemCounts items, double minSuccessFraction) {
    if (items == null || isReached(items, minSuccessFraction)) {
      return done;
    }
    return new StageOutcome.Failed(
        ResultReason.QUORUM_MISSED,
        "%s; pseudoTargets.minSuccessFraction requires %s. The artefact of generate lists the"
                .formatted(sentence(items), minSuccessFraction)
            + " failed images: replace them, or lower the fraction");
  }
}
