// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.service;

import io.fabric8.kubernetes.api.model.Condition;
import io.pentimento.api.v1alpha1.service.RolloutState;
import io.pentimento.api.v1alpha1.service.RolloutStatus;
import io.pentimento.reason.NormalReason;
import io.pentimento.reason.Reason;
import io.pentimento.reason.ResultReason;
import io.pentimento.workflow.observation.ServingState;
import io.pentimento.workflow.status.ConditionFactory;
import io.pentimento.workflow.status.ConditionTypes;
import io.pentimento.workflow.status.InvalidSpec;
import io.pentimento.workflow.status.Problems;
import io.pentimento.workflow.status.ReconcileFailure;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Builds the conditions of a service, apart from Verified.
 *
 * @param wanted digest of the wanted model; null if it is not known
 * @param replicas desired number of servers
 * @param standing the rollout, or what it waits for
 */
record ServiceConditions(
    ConditionFactory make,
    @Nullable String wanted,
    ServingState serving,
    int replicas,
    Standing standing,
    Problems problems) {
  static final String ROLLED_OUT = "RolledOut";

  /** State of the rollout, for conditions. */
  record Standing(RolloutState state, Reason reason, String message) {
    static Standing of(RolloutStatus rollout) {
      String message = rollout.message();
      return new Standing(
          rollout.state(),
          Reason.of(rollout.reason()),
          message == null ? "All servers use " + rollout.model().uri() : message);
    }
  }

  List<Condition> all() {
    return List.of(ready(), servers(), rolledOut(), stalled(), reconciling());
  }

  private Condition ready() {
    if (replicas == 0) {
      return make.isFalse(ConditionTypes.READY, NormalReason.NO_REPLICAS, "spec.replicas is 0");
    }
    if (isServing()) {
      return make.isTrue(ConditionTypes.READY, NormalReason.SERVING, whatServes());
    }
    return switch (standing.state()) {
      case ABORTED -> make.isFalse(ConditionTypes.READY, standing.reason(), standing.message());
      case COMPLETE -> make.isFalse(ConditionTypes.READY, ResultReason.NO_SERVER_READY, noServer());
      case PROGRESSING ->
          make.isUnknown(ConditionTypes.READY, standing.reason(), standing.message());
    };
  }

  private String whatServes() {
    return wanted == null || wanted.equals(serving.active())
        ? "The model serves"
        : "The last good model serves: " + standing.message();
  }

  private Condition servers() {
    if (replicas == 0) {
      return make.isFalse(ConditionTypes.SERVING, NormalReason.NO_REPLICAS, "spec.replicas is 0");
    }
    if (!isServing()) {
      return make.isFalse(ConditionTypes.SERVING, ResultReason.NO_SERVER_READY, noServer());
    }
    String count =
        "%d of %d servers are ready with model %s"
            .formatted(serving.readyReplicas(), replicas, serving.active());
    return make.isTrue(
        ConditionTypes.SERVING,
        NormalReason.SERVING,
        missing().map(what -> count + "; " + what).orElse(count));
  }

  private String noServer() {
    String count = "None of %d servers is ready".formatted(replicas);
    return missing().map(what -> count + ": " + what).orElse(count);
  }

  private Optional<String> missing() {
    return Optional.ofNullable(serving.candidate()).map(ServingState.Candidate::message);
  }

  private boolean isServing() {
    return serving.active() != null && serving.readyReplicas() > 0;
  }

  private Condition rolledOut() {
    return switch (standing.state()) {
      case COMPLETE -> make.isTrue(ROLLED_OUT, standing.reason(), standing.message());
      case ABORTED -> make.isFalse(ROLLED_OUT, standing.reason(), standing.message());
      case PROGRESSING -> make.isUnknown(ROLLED_OUT, standing.reason(), standing.message());
    };
  }

  /** The gravest problem: an invalid spec, then an aborted rollout, then a failed reconcile. */
  private Condition stalled() {
    if (problems.invalidSpec().isPresent()) {
      return make.isTrue(
          ConditionTypes.STALLED,
          InvalidSpec.REASON,
          problems.invalidSpec().get().besideValidSpec());
    }
    if (standing.state() == RolloutState.ABORTED) {
      return make.isTrue(ConditionTypes.STALLED, standing.reason(), standing.message());
    }
    return problems
        .failure()
        .map(this::stalled)
        .orElseGet(
            () ->
                make.isFalse(
                    ConditionTypes.STALLED, NormalReason.NO_FAILURE, "Nothing has failed"));
  }

  private Condition stalled(ReconcileFailure failure) {
    return make.isTrue(ConditionTypes.STALLED, failure.reason(), failure.message());
  }

  private Condition reconciling() {
    return make.is(
        standing.state() == RolloutState.PROGRESSING,
        ConditionTypes.RECONCILING,
        standing.reason(),
        standing.message());
  }
}
