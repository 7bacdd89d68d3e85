// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow;

import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.contract.StageKey;
import io.pentimento.reason.FailureReason;
import io.pentimento.reason.NormalReason;
import io.pentimento.reason.Reason;
import io.pentimento.reason.ResultReason;
import io.pentimento.reason.WaitReason;
import io.pentimento.workflow.gate.GateRefusal;
import io.pentimento.workflow.observation.ServingState;
import io.pentimento.workflow.observation.ServingState.Candidate;
import io.pentimento.workflow.stage.StageOutcome;
import io.pentimento.workflow.status.Deadlines;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides which model serves: the one whose digest passed the gate. The previous model serves until
 * the new one is ready, and again if it never becomes ready.
 *
 * @param outcome of the serve stage
 * @param action that leads to it
 */
public record Rollout(StageOutcome outcome, Optional<Action> action) {
  /** Reason of a rollout whose servers did not become ready in time. */
  public static final Reason ABORTED = ResultReason.ROLLOUT_ABORTED;

  /**
   * @param request the wanted model
   * @param entry the recorded rollout of the candidate in this generation; a failed one is not
   *     retried, and a finished one stays finished even if servers fail later
   */
  public static Rollout of(Request request, Optional<StageStatus> entry, ServingState serving) {
    if (request.replicas() == 0) {
      return withoutServers(request.gate(), serving);
    }
    if (request.gate().isEmpty()) {
      return new Rollout(
          StageOutcome.waiting(WaitReason.WAITING_FOR_STAGE, "Waits for the decision of the gate"),
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
   * @param replicas wanted number of servers
   * @param obstacle what must happen before a model that passed is rolled out; empty if nothing
   * @param isLate whether the time for the rollout is over
   */
  public record Request(
      Optional<GateStatus> gate,
      @Nullable StageKey train,
      @Nullable String previous,
      int replicas,
      Optional<StageOutcome> obstacle,
      boolean isLate) {
    Action.Serve candidate() {
      return new Action.Serve(digest(), train, replicas);
    }

    Action.Serve earlier(String digest) {
      return new Action.Serve(digest, null, replicas);
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
                () ->
                    StageOutcome.waiting(
                        WaitReason.WAITING_FOR_STAGE, "Waits for the decision of the gate")),
        anything ? Optional.of(new Action.StopServing()) : Optional.empty());
  }

  private static StageOutcome withoutServers(GateStatus gate) {
    return gate.decision() == GateDecision.PASSED
        ? new StageOutcome.Done(null, NormalReason.NO_REPLICAS, "serving.replicas is 0")
        : GateRefusal.of(gate);
  }

  private static Rollout promote(
      Request request, Optional<StageStatus> entry, ServingState serving) {
    if (entry.filter(Rollout::isGivenUp).isPresent()) {
      return keepGivenUp(request, entry.get(), serving);
    }
    if (entry.filter(known -> known.state() == StageState.SUCCEEDED).isPresent()) {
      return new Rollout(done(), restore(request, serving));
    }
    String digest = request.digest();
    Candidate candidate = serving.candidate();
    if (candidate == null || !serving.isRollingOut(digest)) {
      return serving.servesUnrivalled(digest)
          ? new Rollout(done(), Optional.empty())
          : begin(request, serving);
    }
    if (candidate.failed()) {
      return new Rollout(aborted(candidate.message()), rollBack(request, serving));
    }
    return request.isLate()
        ? new Rollout(Deadlines.failure(), rollBack(request, serving))
        : new Rollout(starting(candidate.reason(), candidate.message()), Optional.empty());
  }

  private static boolean isGivenUp(StageStatus entry) {
    return ABORTED.is(entry.reason()) || isPastDeadline(entry);
  }

  private static boolean isPastDeadline(StageStatus entry) {
    return FailureReason.DEADLINE_EXCEEDED.is(entry.reason());
  }

  private static Rollout begin(Request request, ServingState serving) {
    if (request.isLate()) {
      return new Rollout(Deadlines.failure(), keep(request, serving));
    }
    return request
        .obstacle()
        .map(obstacle -> new Rollout(obstacle, keep(request, serving)))
        .orElseGet(() -> new Rollout(starting(null, null), Optional.of(request.candidate())));
  }

  private static Rollout keepGivenUp(Request request, StageStatus entry, ServingState serving) {
    boolean isStillWanted =
        isPastDeadline(entry)
            ? serving.isRollingOut(request.digest())
            : serving.hasAbandoned(request.digest());
    return new Rollout(
        new StageOutcome.Failed(Reason.of(entry.reason()), entry.message()),
        isStillWanted ? rollBack(request, serving) : keep(request, serving));
  }

  /**
   * Recreates servers that were deleted or are being replaced; others become ready by themselves.
   */
  private static Optional<Action> restore(Request request, ServingState serving) {
    boolean exists =
        serving.servesUnrivalled(request.digest()) || serving.isRollingOut(request.digest());
    return exists ? Optional.empty() : Optional.of(request.candidate());
  }

  /** The previous model continues to serve, also after a restart. */
  static Optional<Action> keep(Request request, ServingState serving) {
    String previous = request.previous();
    return previous == null || serving.serves(previous) || serving.isRollingOut(previous)
        ? Optional.empty()
        : Optional.of(request.earlier(previous));
  }

  /** Restores the previous servers: another model, or the same one with other settings. */
  private static Optional<Action> rollBack(Request request, ServingState serving) {
    String previous = request.previous();
    if (previous == null) {
      return Optional.empty();
    }
    boolean isFirst = previous.equals(request.digest()) && !serving.serves(previous);
    return isFirst ? Optional.empty() : Optional.of(request.earlier(previous));
  }

  private static StageOutcome done() {
    return new StageOutcome.Done(null, NormalReason.ROLLED_OUT, null);
  }

  private static StageOutcome starting(@Nullable Reason reason, @Nullable String message) {
    return StageOutcome.waiting(
        reason == null ? WaitReason.WAITING_FOR_READINESS : reason,
        message == null ? "The server loads the model" : message);
  }

  private static StageOutcome aborted(@Nullable String message) {
    return new StageOutcome.Failed(
        ABORTED,
        "The new servers were not ready in time"
            + (message == null ? "; see their logs" : ": " + message));
  }
}
