// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.observation;

import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.StageProgress;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.reason.Reason;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Observed state of one process (pod) of a stage. */
public sealed interface ProcessState {
  /** Whether the process has not ended. */
  boolean isActive();

  /** The items that the process has counted; zero if it reported none. */
  ItemCounts counts();

  /** Created but not running, for example for lack of quota, nodes or images. */
  record Pending(Instant since, Reason reason, String message) implements ProcessState {
    @Override
    public boolean isActive() {
      return true;
    }

    @Override
    public ItemCounts counts() {
      return ItemTally.NONE;
    }
  }

  /**
   * @param progress null until it reports any
   */
  record Running(@Nullable StageProgress progress) implements ProcessState {
    @Override
    public boolean isActive() {
      return true;
    }

    @Override
    public ItemCounts counts() {
      return ItemTally.of(progress);
    }
  }

  record Succeeded(TerminationMessage answer) implements ProcessState {
    @Override
    public boolean isActive() {
      return false;
    }

    @Override
    public ItemCounts counts() {
      return Objects.requireNonNullElse(answer.items(), ItemTally.NONE);
    }
  }

  /**
   * @param items counts at the end; null if the process did not report them
   */
  record Failed(
      FailureClass failure,
      Reason reason,
      String message,
      int exitCode,
      @Nullable ItemCounts items,
      Instant finishedAt)
      implements ProcessState {
    @Override
    public boolean isActive() {
      return false;
    }

    @Override
    public ItemCounts counts() {
      return Objects.requireNonNullElse(items, ItemTally.NONE);
    }
  }
}
