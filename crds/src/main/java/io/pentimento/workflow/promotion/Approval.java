// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.promotion;

import static java.util.Objects.requireNonNull;

import io.fabric8.kubernetes.api.model.Condition;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.promotion.PromotionPolicy;
import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.reason.ModelReason;
import io.pentimento.reason.NormalReason;
import io.pentimento.reason.Reason;
import io.pentimento.reason.WaitReason;
import io.pentimento.workflow.observation.ServingState;
import io.pentimento.workflow.stage.StageOutcome;
import io.pentimento.workflow.status.ConditionFactory;
import io.pentimento.workflow.status.ConditionTypes;
import io.pentimento.workflow.status.StatusText;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares the annotation of a job with the model that passed its gate. An approval is valid for
 * one model. A model whose rollout has started no longer needs one.
 *
 * @param active digest of the model that serves or served last; null if none did
 */
public record Approval(AdaptationJob job, ServingState serving, @Nullable String active) {
  public Approval {
    requireNonNull(job, "job");
    requireNonNull(serving, "serving");
  }

  /** Whether a rollout with this reason waits for a person. */
  public static boolean isNeeded(@Nullable String reason) {
    return WaitReason.WAITING_FOR_APPROVAL.is(reason) || WaitReason.OTHER_MODEL_APPROVED.is(reason);
  }

  /** Why this model may not be served yet; empty if it may. */
  public Optional<StageOutcome> obstacle(String digest) {
    return !isManual() || isApproved(digest)
        ? Optional.empty()
        : Optional.of(StageOutcome.waiting(reason(), message(digest)));
  }

  /** The condition Approved; empty if the spec requires no approval. */
  public Optional<Condition> condition(ConditionFactory conditions, Optional<GateStatus> gate) {
    return isManual() ? Optional.of(approved(conditions, gate.orElse(null))) : Optional.empty();
  }

  private Condition approved(ConditionFactory conditions, @Nullable GateStatus gate) {
    String type = ConditionTypes.APPROVED;
    if (gate == null) {
      return conditions.isUnknown(
          type, NormalReason.NOT_EVALUATED, "The evaluation is not finished");
    }
    if (gate.decision() != GateDecision.PASSED) {
      return conditions.isFalse(
          type, ModelReason.GATE_NOT_PASSED, "Only a model that passed the gate can be approved");
    }
    String digest = requireNonNull(gate.candidate());
    return isApproved(digest)
        ? conditions.isTrue(type, NormalReason.APPROVED, "For " + digest)
        : conditions.isFalse(type, reason(), message(digest));
  }

  private boolean isManual() {
    return job.getSpec().promotion() == PromotionPolicy.MANUAL;
  }

  private boolean isApproved(String digest) {
    return digest.equals(annotation()) || digest.equals(active) || serving.isRollingOut(digest);
  }

  private Reason reason() {
    return annotation() == null ? WaitReason.WAITING_FOR_APPROVAL : WaitReason.OTHER_MODEL_APPROVED;
  }

  private String message(String digest) {
    String known = annotation();
    return "%s waits for approval%s: kubectl -n %s annotate --overwrite adaptationjob %s %s=%s"
        .formatted(
            digest,
            known == null ? "" : "; the annotation approves " + abbreviated(known),
            job.getMetadata().getNamespace(),
            job.getMetadata().getName(),
            AdaptationJob.APPROVED_DIGEST,
            digest);
  }

  /** An annotation may be long, and a message may not. */
  private static String abbreviated(String text) {
    return StatusText.shorten(text, "sha256:".length() + 64 + 1);
  }

  private @Nullable String annotation() {
    Map<String, String> annotations = job.getMetadata().getAnnotations();
    String digest = annotations == null ? null : annotations.get(AdaptationJob.APPROVED_DIGEST);
    return digest == null || digest.isBlank() ? null : digest;
  }
}
