package io.pentimento.decide;

import io.pentimento.api.v1alpha1.GateDecision;
import io.pentimento.api.v1alpha1.GateStatus;
import io.pentimento.api.v1alpha1.StageStatus;
import io.pentimento.stage.StageKey;
import java.util.Optional;

/**
 * Which model serves: the one for which, and for exactly whose digest, the gate passed; until that
 * one is ready, or when it never is, the previous one.
 *
 * @param outcome of the serve stage
 * @param action what brings it about
 * @param replicas servers that are wanted
 */
record Rollout(StageOutcome outcome, Optional<Action> action, int replicas) {
  /** Reason of a stage whose servers never got ready. */
  static final String ABORTED = "RolloutAborted";

  /**
   * @param gate absent until evaluate is done
   * @param train the key of the candidate
   * @param previous digest of the model that served last; null if none did
   */
  static Rollout of(
      Optional<GateStatus> gate,
      StageKey train,
      String previous,
      int replicas,
      ServingState serving) {
    if (replicas == 0) {
      return withoutServers(gate, serving);
    }
    if (gate.isEmpty()) {
      return new Rollout(
          StageOutcome.waiting("WaitingForStage", "Needs the verdict of evaluate"),
          keep(previous, replicas, serving),
          replicas);
    }
    return gate.get().decision() == GateDecision.PASSED
        ? promote(gate.get().candidate(), train, previous, replicas, serving)
        : new Rollout(GateRefusal.of(gate.get()), keep(previous, replicas, serving), replicas);
  }

  /**
   * The same, except that a model which never got ready before is not tried again.
   *
   * @param failure the entry of the serve stage that says so
   */
  Rollout unlessAborted(Optional<StageStatus> failure, String previous, ServingState serving) {
    return failure
        .map(
            entry ->
                new Rollout(
                    new StageOutcome.Failed(entry.reason(), entry.message()),
                    keep(previous, replicas, serving),
                    replicas))
        .orElse(this);
  }

  private static Rollout withoutServers(Optional<GateStatus> gate, ServingState serving) {
    boolean anything = serving.active() != null || serving.candidate() != null;
    return new Rollout(
        gate.map(Rollout::withoutServers)
            .orElseGet(
                () -> StageOutcome.waiting("WaitingForStage", "Needs the verdict of evaluate")),
        anything ? Optional.of(new Action.StopServing()) : Optional.empty(),
        0);
  }

  private static StageOutcome withoutServers(GateStatus gate) {
    return gate.decision() == GateDecision.PASSED
        ? new StageOutcome.Done(null, "NoReplicas", "serving.replicas is 0")
        : GateRefusal.of(gate);
  }

  private static Rollout promote(
      String digest, StageKey train, String previous, int replicas, ServingState serving) {
    if (serving.serves(digest)) {
      return new Rollout(
          new StageOutcome.Done(null, "RolledOut", null), Optional.empty(), replicas);
    }
    if (!serving.isBringingUp(digest)) {
      return new Rollout(
          starting(null), Optional.of(new Action.Serve(digest, train, replicas)), replicas);
    }
    return serving.candidate().failed()
        ? new Rollout(
            aborted(serving.candidate().message()),
            keepAfterAbort(previous, replicas, serving),
            replicas)
        : new Rollout(starting(serving.candidate().message()), Optional.empty(), replicas);
  }

  /** The previous model serves on, also after everything was restarted. */
  private static Optional<Action> keep(String previous, int replicas, ServingState serving) {
    return previous == null || serving.serves(previous) || serving.isBringingUp(previous)
        ? Optional.empty()
        : Optional.of(new Action.Serve(previous, null, replicas));
  }

  private static Optional<Action> keepAfterAbort(
      String previous, int replicas, ServingState serving) {
    boolean nothingElse = previous == null || previous.equals(serving.candidate().digest());
    return nothingElse ? Optional.empty() : keep(previous, replicas, serving);
  }

  private static StageOutcome starting(String message) {
    return StageOutcome.waiting(
        "WaitingForReadiness", message == null ? "The server loads the model" : message);
  }

  private static StageOutcome aborted(String message) {
    return new StageOutcome.Failed(
        ABORTED, "The server never got ready with the adapted model: " + message);
  }
}
