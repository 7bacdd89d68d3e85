// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.status;

import static java.util.Objects.requireNonNull;

import io.pentimento.reason.Reason;

/**
 * The error that prevents the operator from reconciling a job, such as a missing permission. The
 * condition Stalled reports it while the operator retries.
 */
public record ReconcileFailure(Reason reason, String message) {
  public ReconcileFailure {
    requireNonNull(reason, "reason");
    requireNonNull(message, "message");
  }
}
