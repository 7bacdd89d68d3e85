package io.pentimento.workflow.observation;

import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.contract.StageProgress;

/** Counts of several processes together. */
public final class ItemTally {
  private static final ItemCounts NONE = new ItemCounts(0, 0, 0);

  private ItemTally() {}

  /** The sum over all processes of a run. */
  public static ItemCounts of(StageRun run) {
    return run.processes().stream().map(ItemTally::of).reduce(NONE, ItemTally::sum);
  }

  private static ItemCounts of(ProcessState process) {
    if (process instanceof ProcessState.Succeeded succeeded) {
      return orNone(succeeded.answer().items());
    }
    if (process instanceof ProcessState.Failed failed) {
      return orNone(failed.items());
    }
    return process instanceof ProcessState.Running running ? of(running.progress()) : NONE;
  }

  public static ItemCounts of(StageProgress progress) {
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

  private static ItemCounts orNone(ItemCounts items) {
    return items == null ? NONE : items;
  }
}
