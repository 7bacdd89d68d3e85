// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.stage;

import io.pentimento.contract.FailureClass;
import io.pentimento.reason.Reason;
import io.pentimento.workflow.observation.ProcessState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The failure of an attempt.
 *
 * @param failures counts including this one
 * @param failure null if only the status records it
 * @param exitCode null if the process left none
 */
public record AttemptFailure(
    FailureCounts failures,
    @Nullable FailureClass failure,
    Reason reason,
    @Nullable String message,
    @Nullable Integer exitCode,
    Instant at) {

  static AttemptFailure of(ProcessState.Failed process, FailureCounts before) {
    return new AttemptFailure(
        before.and(process.failure()),
        process.failure(),
        process.reason(),
        process.message(),
        process.exitCode() < 0 ? null : process.exitCode(),
        process.finishedAt());
  }
}
