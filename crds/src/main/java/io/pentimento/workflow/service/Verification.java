// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.service;

import static java.util.Objects.requireNonNullElse;

import io.fabric8.kubernetes.api.model.Condition;
import io.pentimento.api.v1alpha1.service.GateRequirement;
import io.pentimento.api.v1alpha1.service.RestorationServiceSpec;
import io.pentimento.api.v1alpha1.service.RolloutState;
import io.pentimento.api.v1alpha1.service.RolloutStatus;
import io.pentimento.reason.FailureReason;
import io.pentimento.reason.ModelReason;
import io.pentimento.reason.NormalReason;
import io.pentimento.reason.Reason;
import io.pentimento.reason.WaitReason;
import io.pentimento.workflow.canary.CandidateServers;
import io.pentimento.workflow.observation.ServingState;
import io.pentimento.workflow.status.ConditionFactory;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The condition Verified of the wanted model. Init containers verify; a pod whose init container
 * succeeded has a verified model.
 */
public final class Verification {
  public static final String TYPE = "Verified";

  /** The model failed a check. */
  private static final Set<Reason> REJECTIONS =
      Set.of(
          ModelReason.CONTENT_DAMAGED,
          ModelReason.EVIDENCE_MISSING,
          ModelReason.GATE_NOT_PASSED,
          ModelReason.REGISTRY_CONTENT_DAMAGED,
          ModelReason.SIGNATURE_UNTRUSTED,
          ModelReason.SUBJECT_MISMATCH);

  /** The checks could not be made. */
  private static final Set<Reason> OBSTACLES =
      Set.of(
          FailureReason.INFRASTRUCTURE,
          FailureReason.USER_ERROR,
          ModelReason.DELIVERY_FAILED,
          ModelReason.REGISTRY_FORBIDDEN,
          ModelReason.REGISTRY_NOT_FOUND,
          ModelReason.REGISTRY_REFUSED,
          ModelReason.REGISTRY_UNAVAILABLE,
          WaitReason.ERR_IMAGE_PULL,
          WaitReason.IMAGE_PULL_BACK_OFF,
          WaitReason.INVALID_IMAGE_NAME,
          WaitReason.MISSING_CONFIG_MAP,
          WaitReason.MISSING_SECRET);

  private Verification() {}

  /**
   * @param rollout of the wanted model; servers that a rollback restored do not count as verified
   *     by the current spec
   * @param candidate the servers of a canary, which verify the model first
   * @param known the condition before, if it is about the same model and generation
   */
  static Condition of(
      RestorationServiceSpec spec,
      RolloutStatus rollout,
      ServingState serving,
      Optional<CandidateServers> candidate,
      Optional<Condition> known,
      ConditionFactory make) {
    if (spec.model().jobRef() != null) {
      return make.isTrue(TYPE, NormalReason.ACCEPTED_BY_JOB, accepted(spec));
    }
    String wanted = rollout.model().digest();
    boolean isRolledOut =
        rollout.state() == RolloutState.COMPLETE
            && serving.serves(wanted)
            && serving.candidate() == null;
    Optional<CandidateServers> canary = candidate.filter(servers -> servers.model().equals(wanted));
    if (isRolledOut || canary.filter(CandidateServers::areReady).isPresent()) {
      return make.isTrue(TYPE, NormalReason.VERIFIED, checks(spec));
    }
    Finding finding =
        canary
            .map(Finding::of)
            .orElseGet(() -> Finding.of(serving.isRollingOut(wanted) ? serving : null));
    if (REJECTIONS.contains(finding.reason())) {
      return make.isFalse(TYPE, finding.reason(), finding.message());
    }
    if (OBSTACLES.contains(finding.reason())) {
      return make.isUnknown(TYPE, finding.reason(), finding.message());
    }
    return known
        .map(before -> again(before, make))
        .orElseGet(
            () ->
                make.isUnknown(
                    TYPE, NormalReason.VERIFYING, "No server has verified the model yet"));
  }

  /** A verification remains valid after the pod that did it is deleted. */
  private static Condition again(Condition before, ConditionFactory make) {
    return switch (before.getStatus()) {
      case "True" -> make.isTrue(TYPE, Reason.of(before.getReason()), before.getMessage());
      case "False" -> make.isFalse(TYPE, Reason.of(before.getReason()), before.getMessage());
      default -> make.isUnknown(TYPE, Reason.of(before.getReason()), before.getMessage());
    };
  }

  /** The state of the pods with the wanted model. */
  private record Finding(Reason reason, String message) {
    private static Finding of(@Nullable Reason reason, @Nullable String message) {
      return new Finding(
          requireNonNullElse(reason, NormalReason.VERIFYING), requireNonNullElse(message, ""));
    }

    static Finding of(CandidateServers servers) {
      return of(servers.reason(), servers.message());
    }

    static Finding of(@Nullable ServingState serving) {
      ServingState.Candidate candidate = serving == null ? null : serving.candidate();
      return candidate == null ? of(null, null) : of(candidate.reason(), candidate.message());
    }
  }

  private static String accepted(RestorationServiceSpec spec) {
    String job = spec.model().jobRef() == null ? "" : spec.model().jobRef().name();
    return "The gate of AdaptationJob %s passed for this model".formatted(job);
  }

  private static String checks(RestorationServiceSpec spec) {
    String gate =
        spec.verification().gate() == GateRequirement.PASSED
            ? "the gate passed"
            : "the gate is not checked";
    String signature =
        spec.verification().publicKeys() == null
            ? "no signature is required"
            : "a key of ConfigMap %s signed the evidence"
                .formatted(spec.verification().publicKeys().configMapRef().name());
    return "The content matches the digest, %s, and %s".formatted(gate, signature);
  }
}
