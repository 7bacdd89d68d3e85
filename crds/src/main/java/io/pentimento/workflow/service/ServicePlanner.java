// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.service;

import io.fabric8.kubernetes.api.model.Condition;
import io.pentimento.api.v1alpha1.rollout.CanaryStatus;
import io.pentimento.api.v1alpha1.service.ModelAddress;
import io.pentimento.api.v1alpha1.service.RestorationService;
import io.pentimento.api.v1alpha1.service.RestorationServiceSpec;
import io.pentimento.api.v1alpha1.service.RestorationServiceStatus;
import io.pentimento.api.v1alpha1.service.RolloutState;
import io.pentimento.api.v1alpha1.service.RolloutStatus;
import io.pentimento.workflow.GuardedRollout;
import io.pentimento.workflow.observation.ServingState;
import io.pentimento.workflow.status.CanaryCondition;
import io.pentimento.workflow.status.ConditionFactory;
import io.pentimento.workflow.status.InvalidSpec;
import io.pentimento.workflow.status.Problems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Plans the next step of a service: roll the wanted model out, keep the last good one until the new
 * one is ready, and return to it if that does not happen in time.
 */
public final class ServicePlanner {
  private final RestorationService service;
  private final RestorationServiceSpec spec;
  private final RestorationServiceStatus before;
  private final ServiceObservation seen;
  private final ServingState serving;
  private final Problems problems;
  private final Instant now;

  private ServicePlanner(
      RestorationService service, ServiceObservation seen, Problems problems, Instant now) {
    this.service = service;
    this.spec = service.getSpec();
    this.before =
        service.getStatus() == null ? RestorationServiceStatus.empty() : service.getStatus();
    this.seen = seen;
    this.serving = seen.serving().at(now);
    this.problems = problems;
    this.now = now;
  }

  /**
   * @param service its last valid spec and the status that was written last
   * @param problems to report in the status; the last valid spec remains in force
   */
  public static ServiceDecision decide(
      RestorationService service, ServiceObservation seen, Problems problems, Instant now) {
    return new ServicePlanner(service, seen, problems, now).decide();
  }

  private ServiceDecision decide() {
    return WantedModel.of(spec, seen.job()) instanceof WantedModel.Known known
        ? rollOut(known.address())
        : await((WantedModel.Missing) WantedModel.of(spec, seen.job()));
  }

  private ServiceDecision rollOut(ModelAddress wanted) {
    RolloutStatus entry = entry(wanted).orElse(null);
    ServiceRollout rollout = rollout(wanted, entry);
    RolloutStatus next = rollout.status(wanted, entry, now);
    ConditionFactory make = conditions();
    Condition verified =
        Verification.of(
            spec,
            next,
            serving,
            seen.canary().candidate(),
            before.condition(Verification.TYPE).filter(known -> entry != null),
            make);
    return decision(
        rollout,
        status(wanted, next, ServiceConditions.Standing.of(next), Stream.of(verified), make),
        requeueAt(next));
  }

  /** The wanted model is not known: what serves continues to. */
  private ServiceDecision await(WantedModel.Missing missing) {
    ConditionFactory make = conditions();
    return decision(
        rollout(null, null),
        status(
            null,
            before.rollout(),
            new ServiceConditions.Standing(
                RolloutState.PROGRESSING, missing.reason(), missing.message()),
            Stream.of(make.isUnknown(Verification.TYPE, missing.reason(), missing.message())),
            make),
        Optional.empty());
  }

  private ServiceRollout rollout(@Nullable ModelAddress wanted, @Nullable RolloutStatus entry) {
    return ServiceRollout.of(
        new ServiceRollout.Desired(wanted, lastGood(), replicas(), before.lastGood() == null),
        entry,
        new GuardedRollout.Terms(
            spec.serving().canary(), spec.serving().hasServers(), false, isEdited()),
        before.canary(),
        new ServiceRollout.Observed(serving, seen.canary(), now));
  }

  private ServiceDecision decision(
      ServiceRollout rollout, RestorationServiceStatus status, Optional<Instant> requeueAt) {
    return new ServiceDecision(
        rollout.action(),
        rollout.steering(),
        rollout.guarded().canary().map(canary -> withCanary(status, canary)).orElse(status),
        Stream.of(requeueAt, rollout.guarded().requeueAt())
            .flatMap(Optional::stream)
            .min(Instant::compareTo));
  }

  private RestorationServiceStatus withCanary(
      RestorationServiceStatus status, CanaryStatus canary) {
    List<Condition> conditions = new ArrayList<>(status.conditions());
    conditions.add(CanaryCondition.of(canary, conditions()));
    return status.withConditions(conditions).withCanary(canary);
  }

  private ConditionFactory conditions() {
    return ConditionFactory.of(before.conditions(), observed(), now);
  }

  private Long observed() {
    return problems
        .invalidSpec()
        .map(InvalidSpec::generation)
        .orElseGet(() -> service.getMetadata().getGeneration());
  }

  /** The recorded rollout of this model in this generation of the spec. */
  private Optional<RolloutStatus> entry(ModelAddress wanted) {
    return Optional.ofNullable(before.rollout())
        .filter(entry -> !isEdited() && entry.model().equals(wanted));
  }

  private boolean isEdited() {
    return !Objects.equals(before.observedGeneration(), service.getMetadata().getGeneration());
  }

  private RestorationServiceStatus status(
      @Nullable ModelAddress wanted,
      @Nullable RolloutStatus rollout,
      ServiceConditions.Standing standing,
      Stream<Condition> verified,
      ConditionFactory make) {
    ServiceConditions conditions =
        new ServiceConditions(
            make, wanted == null ? null : wanted.digest(), serving, replicas(), standing, problems);
    boolean hasServers = serving.url() != null;
    return new RestorationServiceStatus(
        observed(),
        Stream.concat(verified, conditions.all().stream()).toList(),
        serving.readyReplicas() > 0 ? address(serving.active(), wanted).orElse(null) : null,
        lastGood(wanted),
        rollout,
        null,
        replicas(),
        serving.readyReplicas(),
        seen.selector(),
        hasServers ? serving.url() : null);
  }

  private @Nullable ModelAddress lastGood() {
    return lastGood(null);
  }

  /** The model that serves, or that served before a restart. */
  private @Nullable ModelAddress lastGood(@Nullable ModelAddress wanted) {
    return serving.readyReplicas() > 0
        ? address(serving.active(), wanted).orElse(before.lastGood())
        : before.lastGood();
  }

  private Optional<ModelAddress> address(@Nullable String digest, @Nullable ModelAddress wanted) {
    if (digest == null) {
      return Optional.empty();
    }
    return Stream.of(wanted, before.lastGood(), before.model())
        .filter(Objects::nonNull)
        .filter(each -> each.digest().equals(digest))
        .findFirst()
        .or(
            () ->
                Optional.ofNullable(seen.addresses().get(digest))
                    .map(uri -> new ModelAddress(uri, digest)));
  }

  /** The number of the spec, or of the autoscaler; at least 1 unless the spec has 0. */
  private int replicas() {
    Integer enforced = spec.replicas();
    return enforced != null
        ? enforced
        : Math.max(serving.desiredReplicas(), spec.serving().initialReplicas());
  }

  private Optional<Instant> requeueAt(RolloutStatus rollout) {
    return Optional.ofNullable(serving.candidate())
        .filter(candidate -> rollout.state() == RolloutState.PROGRESSING)
        .map(ServingState.Candidate::deadline)
        .filter(now::isBefore);
  }
}
