// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.observation;

import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.contract.StageProgress;
import org.jspecify.annotations.Nullable;

/** Sums the counts of several processes. */
public final class ItemTally {
  static final ItemCounts NONE = new ItemCounts(0, 0, 0);

  private ItemTally() {}

  /** The sum over all processes of a run. */
  public static ItemCounts of(StageRun run) {
    return run.processes().stream().map(ProcessState::counts).reduce(NONE, ItemTally::sum);
  }

  public static ItemCounts of(@Nullable StageProgress progress) {
    return progress == null
        ? NONE
        : new ItemCounts(
            Math.toIntExact(progress.done() - progress.failed()),
            Math.toIntExact(progress.total()),
            Math.toIntExact(progress.failed()));
  }

  public static ItemCounts sum(ItemCounts a, ItemCounts b) {
    return new ItemCounts(a.done() + b.done(), a.total() + b.total(), a.failed() + b.failed());
  }
}
