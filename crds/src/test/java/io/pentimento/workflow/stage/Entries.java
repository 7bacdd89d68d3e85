// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.stage;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.contract.StageKey;

/** Entries of the stage train in a status. */
final class Entries {
  static final StageKey KEY = new StageKey("0".repeat(64));
  static final String ENDED = "2026-11-24T00:00:00Z";

  private Entries() {}

  static StageStatus failures(Integer counted, Integer resourceFailures) {
    return entry(
        KEY, StageState.WAITING, "BackOff", "busy", 2, counted, resourceFailures, "train-2");
  }

  static StageStatus of(StageState state, String reason, String message, int attempt) {
    return entry(KEY, state, reason, message, attempt, null, null, "train-" + attempt);
  }

  /** An attempt of which no Job was seen. */
  static StageStatus withoutWorkload(StageState state, String reason, int attempt) {
    return entry(KEY, state, reason, null, attempt, null, null, null);
  }

  static StageStatus entry(
      StageKey key,
      StageState state,
      String reason,
      String message,
      Integer attempt,
      Integer failures,
      Integer resourceFailures,
      String workload) {
    return new StageStatus(
        StageName.TRAIN,
        key.hex(),
        workload,
        attempt,
        failures,
        resourceFailures,
        75,
        null,
        state,
        reason,
        message,
        "2026-11-23T00:00:00Z",
        ENDED);
  }
}
