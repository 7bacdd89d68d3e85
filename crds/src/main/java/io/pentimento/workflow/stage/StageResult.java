package io.pentimento.workflow.stage;

import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageKey;

/**
 * One stage of the chain.
 *
 * @param key null while it rests on what prepare has not found yet
 * @param items what a finished stage counted; null if unknown
 */
public record StageResult(StageName stage, StageKey key, StageOutcome outcome, ItemCounts items) {

  public boolean isDone() {
    return outcome instanceof StageOutcome.Done;
  }

  public boolean isFailed() {
    return outcome instanceof StageOutcome.Failed;
  }

  public StageResult with(StageOutcome other) {
    return new StageResult(stage, key, other, items);
  }
}
