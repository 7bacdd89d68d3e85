package io.pentimento.operator.reconcile;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
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
  private static final String FORBIDDEN = "Forbidden";
  private static final String REJECTED = "Rejected";
  private static final String API_SERVER_ERROR = "ApiServerError";
  private static final String INTERNAL = "Internal";
  private static final Set<String> REASONS =
      Set.of(FORBIDDEN, REJECTED, API_SERVER_ERROR, INTERNAL);
  private static final int MAX_MESSAGE = 1024;

  /** Server-side apply answers an unknown field with status 500. */
  private static final String NOT_IN_SCHEMA = "field not declared in schema";

  /** Empty for a conflict with another writer, which the next attempt resolves. */
  public static Optional<ReconcileError> of(RuntimeException e) {
    if (!(e instanceof KubernetesClientException answer)) {
      return Optional.of(error(INTERNAL, e + "; report this defect"));
    }
    return switch (answer.getCode()) {
      case HttpURLConnection.HTTP_CONFLICT -> Optional.empty();
      case HttpURLConnection.HTTP_FORBIDDEN -> Optional.of(error(FORBIDDEN, said(answer)));
      default -> Optional.of(error(isAnswer(answer) ? REJECTED : API_SERVER_ERROR, said(answer)));
    };
  }

  private static ReconcileError error(String reason, String message) {
    return new ReconcileError(
        new ReconcileFailure(reason, StatusText.shorten(message, MAX_MESSAGE)));
  }

  /** Whether it is a defect of the operator. */
  boolean isDefect() {
    return INTERNAL.equals(failure.reason());
  }

  /** Whether the next attempt may succeed, so that a single failure is not reported. */
  public boolean mayPass() {
    return API_SERVER_ERROR.equals(failure.reason());
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
        .filter(condition -> REASONS.contains(condition.getReason()))
        .map(condition -> new ReconcileFailure(condition.getReason(), condition.getMessage()))
        .findFirst();
  }

  /** Whether the server rejected the request itself, so that repeating it would not help. */
  private static boolean isAnswer(KubernetesClientException e) {
    return e.getCode() >= 400 && e.getCode() < 429 || said(e).contains(NOT_IN_SCHEMA);
  }

  private static String said(KubernetesClientException e) {
    return Optional.ofNullable(e.getStatus())
        .map(Status::getMessage)
        .orElseGet(() -> String.valueOf(e.getMessage()));
  }
}
