package io.pentimento.workflow;

import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.contract.StageKey;
import io.pentimento.workflow.gate.GateRefusal;
import io.pentimento.workflow.observation.ServingState;
import io.pentimento.workflow.observation.ServingState.Candidate;
import io.pentimento.workflow.stage.StageOutcome;
import java.util.Optional;

/**
 * Decides which model serves: the one whose digest passed the gate. The previous model serves until
 * the new one is ready, and again if it never becomes ready.
 *
 * @param outcome of the serve stage
 * @param action that leads to it
 */
record Rollout(StageOutcome outcome, Optional<Action> action) {
  /** Reason of a rollout whose servers did not become ready in time. */
  static final String ABORTED = "RolloutAborted";

  /**
   * @param request what is to serve
   * @param entry what the status says of the candidate's rollout in this generation; it is not
   *     tried again if it failed, and stays done whatever becomes of the servers
   */
  static Rollout of(Request request, Optional<StageStatus> entry, ServingState serving) {
    if (request.replicas() == 0) {
      return withoutServers(request.gate(), serving);
    }
    if (request.gate().isEmpty()) {
      return new Rollout(
          StageOutcome.waiting("WaitingForStage", "Needs the decision of evaluate"),
          keep(request, serving));
    }
    return request.gate().get().decision() == GateDecision.PASSED
        ? promote(request, entry, serving)
        : new Rollout(GateRefusal.of(request.gate().get()), keep(request, serving));
  }

  /**
   * @param gate absent until evaluate is done
   * @param train the key of the candidate
   * @param previous digest of the model that served last; null if none did
   * @param replicas servers that are wanted
   */
  record Request(Optional<GateStatus> gate, StageKey train, String previous, int replicas) {
    Action.Serve candidate() {
      return new Action.Serve(digest(), train, replicas);
    }

    Action.Serve previousModel() {
      return new Action.Serve(previous, null, replicas);
    }

    String digest() {
      return gate.orElseThrow().candidate();
    }
  }

  private static Rollout withoutServers(Optional<GateStatus> gate, ServingState serving) {
    boolean anything = serving.active() != null || serving.candidate() != null;
    return new Rollout(
        gate.map(Rollout::withoutServers)
            .orElseGet(
                () -> StageOutcome.waiting("WaitingForStage", "Needs the decision of evaluate")),
        anything ? Optional.of(new Action.StopServing()) : Optional.empty());
  }

  private static StageOutcome withoutServers(GateStatus gate) {
    return gate.decision() == GateDecision.PASSED
        ? new StageOutcome.Done(null, "NoReplicas", "serving.replicas is 0")
        : GateRefusal.of(gate);
  }

  private static Rollout promote(
      Request request, Optional<StageStatus> entry, ServingState serving) {
    if (entry.filter(known -> ABORTED.equals(known.reason())).isPresent()) {
      return stayAborted(request, entry.get(), serving);
    }
    if (entry.filter(known -> known.state() == StageState.SUCCEEDED).isPresent()) {
      return new Rollout(done(), restore(request, serving));
    }
    String digest = request.digest();
    if (!serving.isBringingUp(digest)) {
      return serving.serves(digest)
          ? new Rollout(done(), Optional.empty())
          : new Rollout(starting(null, null), Optional.of(request.candidate()));
    }
    Candidate candidate = serving.candidate();
    return candidate.failed()
        ? new Rollout(aborted(candidate.message()), goBack(request, serving))
        : new Rollout(starting(candidate.reason(), candidate.message()), Optional.empty());
  }

  private static Rollout stayAborted(Request request, StageStatus entry, ServingState serving) {
    Optional<Action> action =
        serving.hasGivenUp(request.digest()) ? goBack(request, serving) : keep(request, serving);
    return new Rollout(new StageOutcome.Failed(entry.reason(), entry.message()), action);
  }

  /** Recreates servers that were deleted; existing ones become ready by themselves. */
  private static Optional<Action> restore(Request request, ServingState serving) {
    boolean exists = serving.serves(request.digest()) || serving.isBringingUp(request.digest());
    return exists ? Optional.empty() : Optional.of(request.candidate());
  }

  /** The previous model continues to serve, also after a restart. */
  static Optional<Action> keep(Request request, ServingState serving) {
    String previous = request.previous();
    return previous == null || serving.serves(previous) || serving.isBringingUp(previous)
        ? Optional.empty()
        : Optional.of(request.previousModel());
  }

  /** Restores the previous servers: another model, or the same one with other settings. */
  private static Optional<Action> goBack(Request request, ServingState serving) {
    String previous = request.previous();
    boolean nothingElse =
        previous == null || previous.equals(request.digest()) && !serving.serves(previous);
    return nothingElse ? Optional.empty() : Optional.of(request.previousModel());
  }

  private static StageOutcome done() {
    return new StageOutcome.Done(null, "RolledOut", null);
  }

  private static StageOutcome starting(String reason, String message) {
    return StageOutcome.waiting(
        reason == null ? "WaitingForReadiness" : reason,
        message == null ? "The server loads the model" : message);
  }

  private static StageOutcome aborted(String message) {
    return new StageOutcome.Failed(
        ABORTED,
        "The new servers were not ready in time"
            + (message == null ? "; see their logs" : ": " + message));
  }
}
