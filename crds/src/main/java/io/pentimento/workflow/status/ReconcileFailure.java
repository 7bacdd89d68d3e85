package io.pentimento.workflow.status;

import static java.util.Objects.requireNonNull;

import io.pentimento.reason.Reason;

/**
 * What keeps the operator from reconciling a job, such as a missing permission. The operator
 * retries; meanwhile the condition Stalled shows it.
 */
public record ReconcileFailure(Reason reason, String message) {
  public ReconcileFailure {
    requireNonNull(reason, "reason");
    requireNonNull(message, "message");
  }
}
