package io.pentimento.decide;

import io.pentimento.api.v1alpha1.StageStatus;
import io.pentimento.stage.FailureClass;
import java.util.Optional;

/**
 * What was charged to a stage for one key since the last edit that lifted a failure.
 *
 * @param counted attempts that count against {@code backoffLimit}
 * @param outOfResources how many of them ran out of memory or disk
 */
record Failures(int counted, int outOfResources) {
  static final Failures NONE = new Failures(0, 0);

  static Failures of(Optional<StageStatus> known) {
    return new Failures(
        known.map(StageStatus::failures).orElse(0),
        known.map(StageStatus::outOfResources).orElse(0));
  }

  Failures and(FailureClass failure) {
    return failure.countsAgainstBackoffLimit()
        ? new Failures(counted + 1, outOfResources + (failure == FailureClass.RESOURCES ? 1 : 0))
        : this;
  }
}
