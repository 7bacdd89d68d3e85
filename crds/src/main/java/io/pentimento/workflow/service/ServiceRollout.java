// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.service;

import io.pentimento.api.v1alpha1.rollout.CanaryStatus;
import io.pentimento.api.v1alpha1.service.ModelAddress;
import io.pentimento.api.v1alpha1.service.RolloutState;
import io.pentimento.api.v1alpha1.service.RolloutStatus;
import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.reason.NormalReason;
import io.pentimento.workflow.Action;
import io.pentimento.workflow.GuardedRollout;
import io.pentimento.workflow.Rollout;
import io.pentimento.workflow.ServeKey;
import io.pentimento.workflow.canary.CanaryObservation;
import io.pentimento.workflow.observation.ServingState;
import io.pentimento.workflow.stage.StageOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides about the rollout of a service by the rules of {@link Rollout} and {@link
 * GuardedRollout}. They get only candidates that were verified, because the pods reject the others.
 */
record ServiceRollout(Desired desired, GuardedRollout guarded) {

  /**
   * @param model null if it is not known, so that what serves continues to
   * @param lastGood the model that serves or served last; null if none did
   * @param isFirst whether no model served before
   */
  record Desired(
      @Nullable ModelAddress model,
      @Nullable ModelAddress lastGood,
      int replicas,
      boolean isFirst) {}

  /** What is known about the cluster now. */
  record Observed(ServingState serving, CanaryObservation canary, Instant now) {}

  /**
   * @param entry the recorded rollout of the model in this generation; null if there is none
   * @param recorded the latest canary; null if there was none
   */
  static ServiceRollout of(
      Desired desired,
      @Nullable RolloutStatus entry,
      GuardedRollout.Terms terms,
      @Nullable CanaryStatus recorded,
      Observed observed) {
    Rollout.Request request = request(desired);
    Rollout direct =
        Rollout.of(
            request,
            Optional.ofNullable(entry)
                .filter(known -> !(desired.isFirst() && isOvertaken(known, observed.serving())))
                .map(ServiceRollout::asStage),
            observed.serving());
    return new ServiceRollout(
        desired,
        GuardedRollout.of(
            direct,
            request,
            terms,
            recorded,
            observed.serving(),
            observed.canary(),
            observed.now()));
  }

  /** What to do with the servers. */
  Optional<ServiceAction> action() {
    return guarded.actions().stream()
        .filter(action -> !(action instanceof Action.SteerCanary))
        .findFirst()
        .map(this::translated);
  }

  /** What to do with the canary. */
  Optional<ServiceAction.SteerCanary> steering() {
    return guarded.actions().stream()
        .filter(Action.SteerCanary.class::isInstance)
        .map(Action.SteerCanary.class::cast)
        .findFirst()
        .map(
            steer ->
                new ServiceAction.SteerCanary(
                    steer.target(),
                    Optional.ofNullable(desired.model())
                        .filter(model -> model.digest().equals(steer.target().model()))));
  }

  /** The next entry in the status. */
  RolloutStatus status(ModelAddress model, @Nullable RolloutStatus entry, Instant now) {
    String start = entry == null ? now.toString() : entry.startTime();
    StageOutcome outcome = guarded.outcome();
    if (outcome instanceof StageOutcome.Done done) {
      String message = done.reason() == NormalReason.NO_REPLICAS ? "spec.replicas is 0" : null;
      return ended(
          new RolloutStatus(
              model, RolloutState.COMPLETE, done.reason().word(), message, start, null),
          entry,
          now);
    }
    if (outcome instanceof StageOutcome.Failed failed) {
      return ended(
          new RolloutStatus(
              model, RolloutState.ABORTED, failed.reason().word(), failed.message(), start, null),
          entry,
          now);
    }
    StageOutcome.Waiting waiting = (StageOutcome.Waiting) outcome;
    return new RolloutStatus(
        model, RolloutState.PROGRESSING, waiting.reason().word(), waiting.message(), start, null);
  }

  private static RolloutStatus ended(
      RolloutStatus next, @Nullable RolloutStatus entry, Instant now) {
    String end =
        entry != null && entry.state() == next.state() && entry.completionTime() != null
            ? entry.completionTime()
            : now.toString();
    return new RolloutStatus(
        next.model(), next.state(), next.reason(), next.message(), next.startTime(), end);
  }

  /** A first model that becomes ready after its deadline serves: there is nothing to return to. */
  private static boolean isOvertaken(RolloutStatus entry, ServingState serving) {
    return entry.state() == RolloutState.ABORTED
        && serving.serves(entry.model().digest())
        && serving.candidate() == null;
  }

  private static Rollout.Request request(Desired desired) {
    Optional<ModelAddress> model = Optional.ofNullable(desired.model());
    return new Rollout.Request(
        model.map(each -> new GateStatus(GateDecision.PASSED, each.digest(), null, List.of())),
        model.flatMap(each -> ServeKey.of(each.digest())).orElse(null),
        desired.lastGood() == null ? null : desired.lastGood().digest(),
        desired.replicas(),
        Optional.empty(),
        false);
  }

  private static StageStatus asStage(RolloutStatus entry) {
    return new StageStatus(
        StageName.SERVE,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        switch (entry.state()) {
          case PROGRESSING -> StageState.RUNNING;
          case COMPLETE -> StageState.SUCCEEDED;
          case ABORTED -> StageState.FAILED;
        },
        entry.reason(),
        entry.message(),
        null,
        null);
  }

  private ServiceAction translated(Action action) {
    if (!(action instanceof Action.Serve serve)) {
      return new ServiceAction.Stop();
    }
    if (serve.train() != null && desired.model() != null) {
      return new ServiceAction.RollOut(desired.model());
    }
    return new ServiceAction.GoBack(
        Stream.of(Optional.ofNullable(desired.lastGood()), Optional.ofNullable(desired.model()))
            .flatMap(Optional::stream)
            .filter(each -> each.digest().equals(serve.digest()))
            .findFirst()
            .orElseThrow());
  }
}
