// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.canary;

import io.pentimento.api.v1alpha1.rollout.CanaryPhase;
import io.pentimento.api.v1alpha1.rollout.CanarySpec;
import io.pentimento.api.v1alpha1.rollout.CanaryStatus;
import io.pentimento.reason.CanaryReason;
import io.pentimento.workflow.canary.CanaryRequest.Promotion;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Moves a canary from phase to phase. Each phase has one wanted state of the cluster, so that a
 * crash between the status and the writes is repaired by the next decision.
 *
 * <p>The new model becomes a backend of the route after its servers are ready. It loses its weight
 * {@link #DRAIN} before it stops being one, because gateways learn of a change with a delay and
 * answer 500 or 503 for backends that no longer exist.
 */
public final class CanaryRollout {
  /** Time for gateways to follow a new weight and for servers to finish their requests. */
  static final Duration DRAIN = Duration.ofSeconds(30);

  /** Minimum time between two restarts of the clock of a step. */
  private static final Duration RESTART = Duration.ofSeconds(15);

  private final CanaryRequest request;
  private final CanaryObservation seen;
  private final Instant now;

  private CanaryRollout(CanaryRequest request, CanaryObservation seen, Instant now) {
    this.request = request;
    this.seen = seen;
    this.now = now;
  }

  /**
   * @param before the recorded state; null if there was no canary
   * @return empty if there is no canary
   */
  public static Optional<CanaryPlan> next(
      CanaryRequest request, @Nullable CanaryStatus before, CanaryObservation seen, Instant now) {
    CanaryRollout rollout = new CanaryRollout(request, seen, now);
    return Optional.ofNullable(rollout.transition(before))
        .map(after -> after.equals(before) ? after : after.updated(now))
        .map(rollout::plan);
  }

  private @Nullable CanaryStatus transition(@Nullable CanaryStatus before) {
    if (before == null || !before.phase().isInProgress()) {
      return maybeStart(before);
    }
    return switch (before.phase()) {
      case FINISHING -> drained(before, CanaryPhase.SUCCEEDED);
      case ROLLING_BACK -> mayRepeat(before) ? start() : drained(before, CanaryPhase.ROLLED_BACK);
      case PROMOTING -> promoting(before);
      default -> measuring(before);
    };
  }

  private CanaryStatus measuring(CanaryStatus before) {
    if (request.promotion() == Promotion.LATE) {
      return late(before);
    }
    if (request.policy().isEmpty() || !isModel(before)) {
      return superseded(before);
    }
    return before.phase() == CanaryPhase.STARTING
        ? starting(before)
        : stepping(before, request.policy().get());
  }

  private boolean isModel(CanaryStatus state) {
    return request.model().filter(state.model()::equals).isPresent();
  }

  private @Nullable CanaryStatus maybeStart(@Nullable CanaryStatus before) {
    boolean isRepeat =
        before != null
            && isModel(before)
            && before.phase() != CanaryPhase.SUCCEEDED
            && !request.isEdited();
    return request.policy().isEmpty() || !request.mayStart() || isRepeat ? before : start();
  }

  /** An edit gives a model that is being rolled back another chance. */
  private boolean mayRepeat(CanaryStatus before) {
    return request.isEdited()
        && request.mayStart()
        && isModel(before)
        && request
            .policy()
            .filter(policy -> policy.routeRef().name().equals(before.route()))
            .isPresent();
  }

  private CanaryStatus start() {
    CanaryStatus next =
        CanaryStatus.starting(
            request.model().orElseThrow(), request.policy().orElseThrow().routeRef().name(), now);
    return starting(next);
  }

  private CanaryStatus skipped(CanaryStatus next) {
    return next.enter(CanaryPhase.SKIPPED, 0, now)
        .because(
            CanaryReason.GATEWAY_API_MISSING,
            "The cluster has no HTTPRoute of gateway.networking.k8s.io/v1; the new model is rolled"
                + " out at once");
  }

  private CanaryStatus starting(CanaryStatus state) {
    if (seen.route() instanceof RouteState.NoGatewayApi) {
      return skipped(state);
    }
    Optional<CandidateServers> servers =
        seen.candidate().filter(each -> each.model().equals(state.model()));
    if (servers.filter(this::isLate).isPresent()) {
      return reject(state, CanaryReason.NOT_READY, notReady());
    }
    if (seen.route() instanceof RouteState.Unusable route) {
      return state.because(route.reason(), route.message());
    }
    boolean isReady = servers.filter(CandidateServers::areReady).isPresent();
    CanarySpec policy = request.policy().orElseThrow();
    return isReady
        ? step(state, policy, 1)
        : state.because(CanaryReason.STARTING, "The servers with the new model start");
  }

  private boolean isLate(CandidateServers servers) {
    return !servers.areReady() && !now.isBefore(servers.deadline());
  }

  private String notReady() {
    return seen.candidate()
        .map(CandidateServers::message)
        .map(message -> "No server with the new model is ready: " + message)
        .orElse("No server with the new model is ready; see their logs");
  }

  private CanaryStatus step(CanaryStatus state, CanarySpec policy, int number) {
    int weight = policy.steps().get(number - 1).weight();
    return state
        .enterStep(number, weight, now)
        .because(CanaryReason.STEP, stepText(policy, number, weight));
  }

  private static String stepText(CanarySpec policy, int number, int weight) {
    return "Step %d of %d: the new model receives %d %% of the requests"
        .formatted(number, policy.steps().size(), weight);
  }

  private CanaryStatus stepping(CanaryStatus state, CanarySpec policy) {
    Optional<CandidateServers> servers = seen.candidate().filter(each -> each.ready() > 0);
    if (servers.isEmpty()) {
      return reject(state, CanaryReason.NOT_READY, notReady());
    }
    if (servers.get().restarts() > 0) {
      return reject(
          state,
          CanaryReason.RESTARTED,
          "Servers with the new model restarted %d times; see the logs of the previous containers"
              .formatted(servers.get().restarts()));
    }
    CanaryDecision decision =
        CanaryDecision.of(policy, state, seen.measured(), request.isPaused(), now);
    CanaryStatus measured =
        state.measured(
            seen.measured().map(each -> each.paired().pairs()).orElse(state.samples()),
            decision.judgement().verdict());
    return decision.kind() == CanaryDecision.Kind.ROLL_BACK
        ? reject(measured, decision.judgement().reason(), decision.judgement().message())
        : onRoute(measured, policy, decision);
  }

  /** The time of a step counts only while the route has its weight. */
  private CanaryStatus onRoute(CanaryStatus state, CanarySpec policy, CanaryDecision decision) {
    if (seen.route() instanceof RouteState.NoGatewayApi) {
      return reject(state, CanaryReason.GATEWAY_API_MISSING, "HTTPRoutes were uninstalled");
    }
    if (seen.route() instanceof RouteState.Unusable route) {
      return restarted(state).because(route.reason(), route.message());
    }
    if (!hasWeight(state.weight())) {
      return restarted(state);
    }
    return switch (decision.kind()) {
      case ADVANCE -> step(state, policy, state.step() + 1);
      case PROMOTE ->
          state
              .enter(CanaryPhase.PROMOTING, state.weight(), now)
              .because(
                  CanaryReason.PROMOTING, "All steps passed: " + decision.judgement().message());
      default -> held(state, policy, decision.judgement());
    };
  }

  /** Not each time, because another client may change the weights again and again. */
  private CanaryStatus restarted(CanaryStatus state) {
    boolean isFresh = now.isBefore(Instant.parse(state.transitionedAt()).plus(RESTART));
    return isFresh ? state : state.enterStep(state.step(), state.weight(), now);
  }

  private CanaryStatus held(CanaryStatus state, CanarySpec policy, Judgement judgement) {
    String step = stepText(policy, state.step(), state.weight());
    return request.isPaused()
        ? state.because(CanaryReason.PAUSED, step + "; it is suspended")
        : state.because(CanaryReason.STEP, step + ". " + judgement.message());
  }

  private CanaryStatus promoting(CanaryStatus state) {
    if (request.promotion() == Promotion.DONE) {
      return state
          .enter(CanaryPhase.FINISHING, 0, now)
          .because(
              CanaryReason.FINISHING, "All requests go to the servers that took the new model");
    }
    if (request.promotion() == Promotion.LATE) {
      return late(state);
    }
    if (request.promotion() == Promotion.FAILED || !isModel(state)) {
      return reject(state, CanaryReason.PROMOTION_FAILED, "The new model was not rolled out");
    }
    boolean areReady = seen.candidate().filter(each -> each.ready() > 0).isPresent();
    return areReady || state.weight() == 0 ? state : state.enter(CanaryPhase.PROMOTING, 0, now);
  }

  private CanaryStatus superseded(CanaryStatus state) {
    return reject(state, CanaryReason.SUPERSEDED, "The spec asks for another model or no canary");
  }

  private CanaryStatus late(CanaryStatus state) {
    return reject(
        state, CanaryReason.DEADLINE_EXCEEDED, "Not finished within activeDeadlineSeconds");
  }

  private CanaryStatus reject(CanaryStatus state, CanaryReason reason, String message) {
    return state.enter(CanaryPhase.ROLLING_BACK, 0, now).because(reason, message);
  }

  private CanaryStatus drained(CanaryStatus state, CanaryPhase end) {
    if (hasRequests()) {
      boolean isFresh = now.isBefore(Instant.parse(state.transitionedAt()).plus(RESTART));
      return isFresh ? state : state.enter(state.phase(), 0, now);
    }
    CanaryStatus over = now.isBefore(endOfDrain(state)) ? state : state.enter(end, 0, now);
    return end == CanaryPhase.SUCCEEDED && over.phase() == end
        ? over.because(CanaryReason.SUCCEEDED, "The new model serves all requests")
        : over;
  }

  private static Instant endOfDrain(CanaryStatus state) {
    return Instant.parse(state.transitionedAt()).plus(DRAIN);
  }

  private boolean hasRequests() {
    return seen.route() instanceof RouteState.Weights route && route.weight().orElse(0) > 0;
  }

  private boolean hasWeight(int weight) {
    return seen.route() instanceof RouteState.Weights route && route.is(OptionalInt.of(weight));
  }

  private CanaryPlan plan(CanaryStatus status) {
    CanaryTarget target =
        new CanaryTarget(status.model(), servers(status), status.route(), weight(status));
    return new CanaryPlan(
        status,
        isReached(target) ? Optional.empty() : Optional.of(target),
        requeueAt(status).filter(now::isBefore));
  }

  private OptionalInt servers(CanaryStatus status) {
    boolean areWanted =
        switch (status.phase()) {
          case STARTING -> !(seen.route() instanceof RouteState.Unusable);
          case STEPPING -> true;
          case PROMOTING, FINISHING, ROLLING_BACK -> seen.candidate().isPresent();
          default -> false;
        };
    if (!areWanted) {
      return OptionalInt.empty();
    }
    return request.policy().isEmpty()
        ? OptionalInt.of(seen.candidate().map(CandidateServers::replicas).orElse(1))
        : OptionalInt.of(request.policy().get().servers(request.servers()));
  }

  private OptionalInt weight(CanaryStatus status) {
    boolean isBackend =
        seen.route() instanceof RouteState.Weights route && route.weight().isPresent();
    return switch (status.phase()) {
      case STEPPING -> OptionalInt.of(status.weight());
      case PROMOTING, FINISHING, ROLLING_BACK ->
          isBackend ? OptionalInt.of(status.weight()) : OptionalInt.empty();
      default -> OptionalInt.empty();
    };
  }

  private boolean isReached(CanaryTarget target) {
    boolean areServers =
        target.servers().isEmpty()
            ? seen.candidate().isEmpty()
            : seen.candidate()
                .filter(each -> each.model().equals(target.model()))
                .filter(each -> each.replicas() == target.servers().getAsInt())
                .isPresent();
    boolean isRoute =
        !(seen.route() instanceof RouteState.Weights route) || route.is(target.weight());
    return areServers && isRoute;
  }

  private Optional<Instant> requeueAt(CanaryStatus status) {
    return switch (status.phase()) {
      case STARTING -> seen.candidate().map(CandidateServers::deadline);
      case STEPPING -> request.policy().map(policy -> CanaryDecision.endOfStep(policy, status));
      case FINISHING, ROLLING_BACK -> Optional.of(endOfDrain(status));
      default -> Optional.empty();
    };
  }
}
