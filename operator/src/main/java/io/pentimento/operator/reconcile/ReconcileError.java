// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.reason.FailureReason;
import io.pentimento.reason.Reason;
import io.pentimento.reason.ReconcileReason;
import io.pentimento.workflow.status.ConditionTypes;
import io.pentimento.workflow.status.ReconcileFailure;
import io.pentimento.workflow.status.StatusText;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Classifies exceptions of a reconcile.
 *
 * @param failure what the status shows
 */
public record ReconcileError(ReconcileFailure failure) {
  private static final Set<Reason> REASONS =
      Set.of(
          ReconcileReason.FORBIDDEN,
          ReconcileReason.REJECTED,
          ReconcileReason.API_SERVER_ERROR,
          FailureReason.INTERNAL);
  private static final int MAX_MESSAGE = 1024;

  /** Server-side apply answers an unknown field with status 500. */
  private static final String NOT_IN_SCHEMA = "field not declared in schema";

  /** Empty for a conflict with another writer, which the next attempt resolves. */
  public static Optional<ReconcileError> of(RuntimeException e) {
    if (!(e instanceof KubernetesClientException answer)) {
      return Optional.of(error(FailureReason.INTERNAL, e + "; report this defect"));
    }
    return switch (answer.getCode()) {
      case HttpURLConnection.HTTP_CONFLICT -> Optional.empty();
      case HttpURLConnection.HTTP_FORBIDDEN ->
          Optional.of(error(ReconcileReason.FORBIDDEN, serverMessage(answer)));
      default ->
          Optional.of(
              error(
                  isAnswer(answer) ? ReconcileReason.REJECTED : ReconcileReason.API_SERVER_ERROR,
                  serverMessage(answer)));
    };
  }

  private static ReconcileError error(Reason reason, String message) {
    return new ReconcileError(
        new ReconcileFailure(reason, StatusText.shorten(message, MAX_MESSAGE)));
  }

  /** Whether it is a defect of the operator. */
  public boolean isDefect() {
    return failure.reason() == FailureReason.INTERNAL;
  }

  /** Whether the next attempt may succeed, so that a single failure is not reported. */
  public boolean isTemporary() {
    return failure.reason() == ReconcileReason.API_SERVER_ERROR;
  }

  /** The failure that this status shows. */
  static Optional<ReconcileFailure> in(AdaptationJobStatus status) {
    return status == null ? Optional.empty() : in(status.conditions());
  }

  /** The failure that these conditions show. */
  public static Optional<ReconcileFailure> in(List<Condition> conditions) {
    return conditions.stream()
        .filter(condition -> ConditionTypes.STALLED.equals(condition.getType()))
        .filter(condition -> "True".equals(condition.getStatus()))
        .filter(condition -> REASONS.contains(Reason.of(condition.getReason())))
        .map(
            condition ->
                new ReconcileFailure(Reason.of(condition.getReason()), condition.getMessage()))
        .findFirst();
  }

  /** Whether the server rejected the request itself, so that repeating it would not help. */
  private static boolean isAnswer(KubernetesClientException e) {
    return (e.getCode() >= 400 && e.getCode() < 429) || serverMessage(e).contains(NOT_IN_SCHEMA);
  }

  private static String serverMessage(KubernetesClientException e) {
    return Optional.ofNullable(e.getStatus())
        .map(Status::getMessage)
        .orElseGet(() -> String.valueOf(e.getMessage()));
  }
}
