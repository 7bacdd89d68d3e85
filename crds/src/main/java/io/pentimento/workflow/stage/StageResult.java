package io.pentimento.workflow.stage;

import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageKey;

/**
 * A stage with its key and its outcome.
 *
 * @param key null until the stages that it depends on are finished
 * @param items counts of a finished stage; null if unknown
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
