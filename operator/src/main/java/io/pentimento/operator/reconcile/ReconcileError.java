package io.pentimento.operator.reconcile;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.workflow.status.ConditionFactory;
import io.pentimento.workflow.status.ConditionTypes;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What keeps the operator from doing its part. It tries again and again; meanwhile the condition
 * Stalled says what is the matter, unless it has something graver to say.
 */
record ReconcileError(String reason, String message) {
  private static final Set<String> REASONS =
      Set.of("Forbidden", "Rejected", "ApiServerError", "Internal");
  private static final int LONGEST_MESSAGE = 1024;

  /** Server-side apply answers an unknown field with status 500. */
  private static final String NOT_IN_SCHEMA = "field not declared in schema";

  /** Empty for what the next look mends: somebody else wrote meanwhile. */
  static Optional<ReconcileError> of(RuntimeException e) {
    if (!(e instanceof KubernetesClientException refusal)) {
      return Optional.of(new ReconcileError("Internal", shortened(e + "; report this defect")));
    }
    String said = shortened(said(refusal));
    return switch (refusal.getCode()) {
      case HttpURLConnection.HTTP_CONFLICT -> Optional.empty();
      case HttpURLConnection.HTTP_FORBIDDEN -> Optional.of(new ReconcileError("Forbidden", said));
      default ->
          Optional.of(
              isAnswer(refusal)
                  ? new ReconcileError("Rejected", said)
                  : new ReconcileError("ApiServerError", said));
    };
  }

  /** Whether it is a fault of the operator itself. */
  boolean isDefect() {
    return "Internal".equals(reason);
  }

  /** Whether it may be over at the next look, and is not worth telling before. */
  boolean mayPass() {
    return "ApiServerError".equals(reason);
  }

  /** The trouble of which this status tells. */
  static Optional<ReconcileError> in(AdaptationJobStatus status) {
    return Optional.ofNullable(status)
        .flatMap(known -> known.condition(ConditionTypes.STALLED))
        .filter(condition -> "True".equals(condition.getStatus()))
        .filter(condition -> REASONS.contains(condition.getReason()))
        .map(condition -> new ReconcileError(condition.getReason(), condition.getMessage()));
  }

  /** This status with the trouble in it. */
  AdaptationJobStatus beside(AdaptationJobStatus status, AdaptationJob job, Instant now) {
    Optional<Condition> known = status.condition(ConditionTypes.STALLED);
    boolean isGraver =
        known.filter(c -> "True".equals(c.getStatus())).isPresent() && in(status).isEmpty();
    return isGraver ? status : status.withCondition(condition(job, now));
  }

  private Condition condition(AdaptationJob job, Instant now) {
    return ConditionFactory.of(job, now).isTrue(ConditionTypes.STALLED, reason, message);
  }

  /** Whether the server understood, and asking again as it is would be in vain. */
  private static boolean isAnswer(KubernetesClientException e) {
    return e.getCode() >= 400 && e.getCode() < 429 || said(e).contains(NOT_IN_SCHEMA);
  }

  private static String said(KubernetesClientException e) {
    return Optional.ofNullable(e.getStatus())
        .map(Status::getMessage)
        .orElseGet(() -> String.valueOf(e.getMessage()));
  }

  private static String shortened(String message) {
    return message.length() <= LONGEST_MESSAGE
        ? message
        : message.substring(0, LONGEST_MESSAGE - 1) + "…";
  }
}
