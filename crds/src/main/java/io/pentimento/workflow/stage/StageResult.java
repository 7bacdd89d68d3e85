// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.stage;

import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageKey;
import org.jspecify.annotations.Nullable;

/**
 * A stage with its key and its outcome.
 *
 * @param key null until the stages that it depends on are finished
 * @param items counts of a finished stage; null if unknown
 */
public record StageResult(
    StageName stage, @Nullable StageKey key, StageOutcome outcome, @Nullable ItemCounts items) {

  /**
   * The key of a stage that is finished or may start.
   *
   * @throws IllegalStateException if the stages that it depends on are not finished
   */
  public StageKey knownKey() {
    if (key == null) {
      throw new IllegalStateException(stage + " has no key yet");
    }
    return key;
  }

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
