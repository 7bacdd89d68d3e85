// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.service;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pentimento.api.v1alpha1.rollout.CanaryStatus;
import io.pentimento.api.v1alpha1.service.RestorationService;
import io.pentimento.api.v1alpha1.service.RestorationServiceStatus;
import io.pentimento.operator.OperatorConfig;
import io.pentimento.operator.canary.CanaryEnding;
import io.pentimento.operator.canary.CanaryObserver;
import io.pentimento.operator.canary.CanaryReconciler;
import io.pentimento.operator.canary.CanaryReports;
import io.pentimento.operator.observe.Deployments;
import io.pentimento.operator.reconcile.ReconcileError;
import io.pentimento.operator.serving.WantedServers;
import io.pentimento.workflow.canary.CanaryObservation;
import io.pentimento.workflow.service.ServiceDecision;
import io.pentimento.workflow.service.ServicePlanner;
import io.pentimento.workflow.service.UnplannedService;
import io.pentimento.workflow.status.InvalidSpec;
import io.pentimento.workflow.status.Problems;
import io.pentimento.workflow.status.ReconcileFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reconciles one service: read, decide, write the status, act. It never writes the spec. */
public final class ServiceLoop {
  private static final Logger LOG = Logger.getLogger(ServiceLoop.class);

  /** After a retry succeeded, the failure is removed from the status after this time. */
  private static final Duration RECOVERY = Duration.ofSeconds(1);

  private final OperatorConfig config;
  private final Clock clock;
  private final ServiceObserver observer;
  private final CanaryObserver canary;
  private final CanaryEnding canaryEnding;
  private final ServiceActuator actuator;
  private final List<ServiceStatusWrite.Listener> listeners;

  /**
   * @param reports measurements of the servers during a canary
   * @param listeners receive every status that is written
   */
  public ServiceLoop(
      KubernetesClient client,
      OperatorConfig config,
      Clock clock,
      CanaryReports reports,
      ServiceStatusWrite.Listener... listeners) {
    this.config = config;
    this.clock = clock;
    this.observer = new ServiceObserver(client, new WantedServers(config));
    CanaryReconciler canaries = new CanaryReconciler(client, config);
    this.canary = new CanaryObserver(client, config, reports);
    this.canaryEnding = new CanaryEnding(canary, canaries, config.progressInterval());
    this.actuator = new ServiceActuator(client, config, canaries);
    this.listeners = List.of(listeners);
  }

  /**
   * @param view the watched objects of this service
   * @param attempt number of failed attempts before this one
   * @return when to reconcile again even if no watched object changes
   */
  public Optional<Duration> run(
      RestorationService service, ServiceView view, ServiceStatusWrite.Writer writer, int attempt) {
    Instant now = clock.instant();
    ServiceStatusPatcher status =
        new ServiceStatusPatcher(service, writer, listeners, config.progressInterval(), now);
    try {
      if (service.getMetadata().getDeletionTimestamp() != null) {
        return endCanary(service, status, now);
      }
      return reconcile(service, view, status, attempt > 0, now)
          .map(at -> Duration.between(now, at));
    } catch (RuntimeException e) {
      ReconcileError.of(e)
          .filter(error -> attempt > 0 || !error.isTemporary())
          .ifPresent(error -> report(error.failure(), status, now, e));
      log(service, e);
      throw e;
    }
  }

  /** Nothing else happens to a service that is deleted: new objects would only delay it. */
  private Optional<Duration> endCanary(
      RestorationService service, ServiceStatusPatcher status, Instant now) {
    return canaryEnding.advance(
        service,
        actuator.owner(service),
        canary(service.getStatus()),
        next -> status.write(service.getStatus().withCanary(next)),
        now);
  }

  private static @Nullable CanaryStatus canary(@Nullable RestorationServiceStatus status) {
    return status == null ? null : status.canary();
  }

  private CanaryObservation observeCanary(RestorationService service, ServiceView view) {
    return canary.observe(
        actuator.owner(service), canary(service.getStatus()), view.deployment().isPresent());
  }

  /** The SDK would log a stack trace for each attempt, also for a conflict. */
  private static void log(RestorationService service, RuntimeException e) {
    String name = service.getMetadata().getNamespace() + "/" + service.getMetadata().getName();
    Optional<ReconcileError> error = ReconcileError.of(e);
    if (error.isEmpty()) {
      LOG.infof("%s: another writer changed the service or its objects first; retrying", name);
    } else if (error.get().isDefect()) {
      LOG.errorf(e, "%s: %s; retrying", name, error.get().failure().message());
    } else {
      LOG.warnf("%s: %s; retrying", name, error.get().failure().message());
    }
  }

  private Optional<Instant> reconcile(
      RestorationService service,
      ServiceView view,
      ServiceStatusPatcher status,
      boolean retries,
      Instant now) {
    Optional<InvalidSpec> invalid = ServiceSpecCheck.invalidSpec(service);
    if (invalid.isPresent()) {
      status.write(UnplannedService.invalid(service, invalid.get(), now));
      return Optional.empty();
    }
    Problems problems =
        new Problems(
            Optional.empty(),
            ReconcileError.in(conditions(service.getStatus())).filter(failure -> retries));
    ServiceDecision decision =
        ServicePlanner.decide(
            service,
            observer.observe(service, actuator.owner(service), view, observeCanary(service, view)),
            problems,
            now);

    status.write(decision.status());

    Optional<Instant> correction = actuator.act(service, decision, view, now);
    return Stream.of(
            decision.requeueAt(),
            correction,
            nextLook(view, decision, now),
            duringCanary(decision, now),
            problems.failure().map(failure -> now.plus(RECOVERY)))
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  /** Routes and measurements are not watched. */
  private Optional<Instant> duringCanary(ServiceDecision decision, Instant now) {
    return Optional.ofNullable(canary(decision.status()))
        .filter(state -> state.phase().isInProgress())
        .map(state -> now.plus(config.progressInterval()));
  }

  /** Pods that start are not watched. */
  private Optional<Instant> nextLook(ServiceView view, ServiceDecision decision, Instant now) {
    boolean isMoving =
        view.deployment()
            .filter(known -> !Deployments.isRolledOut(known))
            .filter(known -> !Deployments.missedDeadline(known))
            .isPresent();
    return isMoving && decision.action().isEmpty()
        ? Optional.of(now.plus(config.progressInterval()))
        : Optional.empty();
  }

  private static void report(
      ReconcileFailure failure, ServiceStatusPatcher status, Instant now, RuntimeException cause) {
    try {
      RestorationService service = status.service();
      boolean wasStalledByFailure = ReconcileError.in(conditions(service.getStatus())).isPresent();
      status.write(UnplannedService.failed(service, failure, wasStalledByFailure, now));
    } catch (KubernetesClientException e) {
      cause.addSuppressed(e); // the log has the failure
    }
  }

  private static List<Condition> conditions(@Nullable RestorationServiceStatus status) {
    return status == null ? List.of() : status.conditions();
  }
}
