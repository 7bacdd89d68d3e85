// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.stage;

import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.contract.FailureClass;
import java.util.Optional;

/**
 * Failures of a stage for one key since the last edit that reset them.
 *
 * @param counted attempts that count against {@code backoffLimit}
 * @param resourceFailures how many of them ran out of memory or disk
 */
public record FailureCounts(int counted, int resourceFailures) {
  static final FailureCounts NONE = new FailureCounts(0, 0);

  public static FailureCounts of(Optional<StageStatus> known) {
    return new FailureCounts(
        known.map(StageStatus::failures).orElse(0),
        known.map(StageStatus::resourceFailures).orElse(0));
  }

  FailureCounts and(FailureClass failure) {
    return failure.countsAgainstBackoffLimit()
        ? new FailureCounts(
            counted + 1, resourceFailures + (failure == FailureClass.RESOURCES ? 1 : 0))
        : this;
  }
}
