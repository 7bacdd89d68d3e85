package io.pentimento.decide;

import io.pentimento.api.v1alpha1.ItemCounts;
import io.pentimento.api.v1alpha1.StageName;
import io.pentimento.stage.StageKey;

/**
 * One stage of the chain.
 *
 * @param key null while it rests on what prepare has not found yet
 * @param items what a finished stage counted; null if unknown
 */
record Link(StageName stage, StageKey key, StageOutcome outcome, ItemCounts items) {

  boolean isDone() {
    return outcome instanceof StageOutcome.Done;
  }

  boolean isFailed() {
    return outcome instanceof StageOutcome.Failed;
  }

  Link with(StageOutcome other) {
    return new Link(stage, key, other, items);
  }
}
