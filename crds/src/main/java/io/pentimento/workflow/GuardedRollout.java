// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow;

import io.pentimento.api.v1alpha1.rollout.CanaryPhase;
import io.pentimento.api.v1alpha1.rollout.CanarySpec;
import io.pentimento.api.v1alpha1.rollout.CanaryStatus;
import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.reason.FailureReason;
import io.pentimento.reason.Reason;
import io.pentimento.workflow.canary.CanaryObservation;
import io.pentimento.workflow.canary.CanaryPlan;
import io.pentimento.workflow.canary.CanaryRequest;
import io.pentimento.workflow.canary.CanaryRequest.Promotion;
import io.pentimento.workflow.canary.CanaryRollout;
import io.pentimento.workflow.canary.CanaryTarget;
import io.pentimento.workflow.observation.ServingState;
import io.pentimento.workflow.stage.StageOutcome;
import io.pentimento.workflow.status.CanaryCondition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rollout that waits for its canary: the serving Deployment takes the new model only after all
 * steps passed.
 *
 * @param direct the rollout without a canary
 * @param isGuarded whether the spec has a canary
 * @param plan empty if there is no canary
 */
public record GuardedRollout(
    Rollout direct,
    Rollout.Request request,
    ServingState serving,
    boolean isGuarded,
    Optional<CanaryPlan> plan) {

  /**
   * The canary settings of the spec.
   *
   * @param policy empty if new models are rolled out at once
   * @param hasServers whether the spec requests servers
   * @param isPaused whether a canary may not advance
   * @param isEdited whether the spec was edited since the last decision
   */
  public record Terms(
      Optional<CanarySpec> policy, boolean hasServers, boolean isPaused, boolean isEdited) {}

  /**
   * @param recorded the latest canary; null if there was none
   */
  public static GuardedRollout of(
      Rollout direct,
      Rollout.Request request,
      Terms terms,
      @Nullable CanaryStatus recorded,
      ServingState serving,
      CanaryObservation seen,
      Instant now) {
    Optional<String> model =
        request
            .gate()
            .filter(gate -> gate.decision() == GateDecision.PASSED)
            .map(GateStatus::candidate)
            .filter(digest -> terms.hasServers());
    CanaryRequest canary =
        new CanaryRequest(
            terms.policy(),
            model,
            mayStart(direct, request, serving),
            terms.isEdited(),
            terms.isPaused(),
            promotion(direct),
            request.replicas());
    return new GuardedRollout(
        direct,
        request,
        serving,
        canary.policy().isPresent(),
        CanaryRollout.next(canary, recorded, seen, now));
  }

  /** A model that nothing else serves beside is rolled out at once. */
  private static boolean mayStart(Rollout direct, Rollout.Request request, ServingState serving) {
    String previous = request.previous();
    return replacement(direct).isPresent()
        && previous != null
        && serving.serves(previous)
        && !previous.equals(request.digest());
  }

  private static Optional<Action.Serve> replacement(Rollout direct) {
    return direct
        .action()
        .filter(Action.Serve.class::isInstance)
        .map(Action.Serve.class::cast)
        .filter(serve -> serve.train() != null);
  }

  private static Promotion promotion(Rollout direct) {
    if (direct.outcome() instanceof StageOutcome.Done) {
      return Promotion.DONE;
    }
    if (direct.outcome() instanceof StageOutcome.Failed failed) {
      return failed.reason() == FailureReason.DEADLINE_EXCEEDED ? Promotion.LATE : Promotion.FAILED;
    }
    return Promotion.PENDING;
  }

  public StageOutcome outcome() {
    return plan.map(CanaryPlan::status).map(this::outcome).orElse(direct.outcome());
  }

  private StageOutcome outcome(CanaryStatus canary) {
    if (isOver(canary)) {
      return direct.outcome();
    }
    Reason reason = Reason.of(canary.reason());
    boolean isRejected = canary.phase().isRejected() && isFor(canary);
    return isRejected
        ? new StageOutcome.Failed(reason, canary.message())
        : StageOutcome.waiting(reason, CanaryCondition.text(canary));
  }

  /** Whether the canary does not hold the serving Deployment back. */
  private boolean isOver(CanaryStatus canary) {
    return switch (canary.phase()) {
      case STARTING, STEPPING -> false;
      case FINISHING -> !(direct.outcome() instanceof StageOutcome.Done);
      case ROLLING_BACK -> !isGuarded || replacement(direct).isEmpty();
      case ROLLED_BACK -> !isGuarded || replacement(direct).isEmpty() || !isFor(canary);
      case PROMOTING, SUCCEEDED, SKIPPED -> true;
    };
  }

  private boolean isFor(CanaryStatus canary) {
    return request.gate().map(GateStatus::candidate).filter(canary.model()::equals).isPresent();
  }

  public List<Action> actions() {
    List<Action> actions = new ArrayList<>();
    Optional<Action> ofDirect =
        plan.map(CanaryPlan::status).filter(canary -> !isOver(canary)).isPresent()
            ? Rollout.keep(request, serving)
            : direct.action();
    ofDirect.ifPresent(actions::add);
    plan.flatMap(CanaryPlan::target)
        .map(target -> new Action.SteerCanary(target, isOfRequest(target) ? request.train() : null))
        .ifPresent(actions::add);
    return actions;
  }

  private boolean isOfRequest(CanaryTarget target) {
    return request.gate().map(GateStatus::candidate).filter(target.model()::equals).isPresent();
  }

  /** The state to record. */
  public Optional<CanaryStatus> canary() {
    return plan.map(CanaryPlan::status);
  }

  public Optional<Instant> requeueAt() {
    return plan.flatMap(CanaryPlan::requeueAt);
  }

  boolean isInProgress() {
    return canary().map(CanaryStatus::phase).filter(CanaryPhase::isInProgress).isPresent();
  }
}
