package io.pentimento.workflow.service;

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
import io.pentimento.workflow.Rollout;
import io.pentimento.workflow.ServeKey;
import io.pentimento.workflow.observation.ServingState;
import io.pentimento.workflow.stage.StageOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides about the rollout of a service by the rules of {@link Rollout}, which sees a candidate
 * that was accepted: the pods themselves refuse one that was not.
 *
 * @param model that is wanted
 */
record ServiceRollout(ModelAddress model, StageOutcome outcome, Optional<ServiceAction> action) {

  /**
   * @param lastGood the model that serves or served last; null if none did
   * @param entry the recorded rollout of the model in this generation; null if there is none
   * @param isFirst whether no model served before
   */
  static ServiceRollout of(
      ModelAddress model,
      @Nullable ModelAddress lastGood,
      int replicas,
      @Nullable RolloutStatus entry,
      boolean isFirst,
      ServingState serving) {
    Rollout rollout =
        Rollout.of(
            request(Optional.of(model), lastGood, replicas),
            Optional.ofNullable(entry)
                .filter(known -> !(isFirst && isOvertaken(known, model, serving)))
                .map(ServiceRollout::asStage),
            serving);
    return new ServiceRollout(
        model, rollout.outcome(), rollout.action().map(action -> of(action, model, lastGood)));
  }

  /** What keeps the last good model, or stops it if no servers are wanted. */
  static Optional<ServiceAction> keep(
      @Nullable ModelAddress lastGood, int replicas, ServingState serving) {
    return Rollout.of(request(Optional.empty(), lastGood, replicas), Optional.empty(), serving)
        .action()
        .map(action -> of(action, null, lastGood));
  }

  /** The next entry in the status. */
  RolloutStatus status(@Nullable RolloutStatus entry, Instant now) {
    String start = entry == null ? now.toString() : entry.startTime();
    if (outcome instanceof StageOutcome.Done done) {
      String message = done.reason() == NormalReason.NO_REPLICAS ? "spec.replicas is 0" : null;
      return ended(RolloutState.COMPLETE, done.reason().word(), message, start, entry, now);
    }
    if (outcome instanceof StageOutcome.Failed failed) {
      return ended(
          RolloutState.ABORTED, failed.reason().word(), failed.message(), start, entry, now);
    }
    StageOutcome.Waiting waiting = (StageOutcome.Waiting) outcome;
    return new RolloutStatus(
        model, RolloutState.PROGRESSING, waiting.reason().word(), waiting.message(), start, null);
  }

  private RolloutStatus ended(
      RolloutState state,
      String reason,
      @Nullable String message,
      String start,
      @Nullable RolloutStatus entry,
      Instant now) {
    String end =
        entry != null && entry.state() == state && entry.completionTime() != null
            ? entry.completionTime()
            : now.toString();
    return new RolloutStatus(model, state, reason, message, start, end);
  }

  /** A first model that becomes ready after its deadline serves: there is nothing to return to. */
  private static boolean isOvertaken(
      RolloutStatus entry, ModelAddress model, ServingState serving) {
    return entry.state() == RolloutState.ABORTED
        && serving.serves(model.digest())
        && serving.candidate() == null;
  }

  private static Rollout.Request request(
      Optional<ModelAddress> model, @Nullable ModelAddress lastGood, int replicas) {
    return new Rollout.Request(
        model.map(each -> new GateStatus(GateDecision.PASSED, each.digest(), null, List.of())),
        model.flatMap(each -> ServeKey.of(each.digest())).orElse(null),
        lastGood == null ? null : lastGood.digest(),
        replicas,
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

  private static ServiceAction of(
      Action action, @Nullable ModelAddress model, @Nullable ModelAddress lastGood) {
    if (action instanceof Action.Serve serve) {
      if (serve.train() != null && model != null) {
        return new ServiceAction.RollOut(model);
      }
      return new ServiceAction.GoBack(
          Stream.of(Optional.ofNullable(lastGood), Optional.ofNullable(model))
              .flatMap(Optional::stream)
              .filter(each -> each.digest().equals(serve.digest()))
              .findFirst()
              .orElseThrow());
    }
    return new ServiceAction.Stop();
  }
}
