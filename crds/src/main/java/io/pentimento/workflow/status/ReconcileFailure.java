package io.pentimento.workflow.status;

import static java.util.Objects.requireNonNull;

/**
 * What keeps the operator from reconciling a job, such as a missing permission. The operator
 * retries; meanwhile the condition Stalled shows it.
 *
 * @param reason one UpperCamelCase word
 */
public record ReconcileFailure(String reason, String message) {
  public ReconcileFailure {
    requireNonNull(reason, "reason");
    requireNonNull(message, "message");
  }
}
