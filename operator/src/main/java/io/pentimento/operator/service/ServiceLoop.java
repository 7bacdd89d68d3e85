package io.pentimento.operator.service;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pentimento.api.v1alpha1.service.RestorationService;
import io.pentimento.api.v1alpha1.service.RestorationServiceStatus;
import io.pentimento.operator.OperatorConfig;
import io.pentimento.operator.observe.Deployments;
import io.pentimento.operator.reconcile.ReconcileError;
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
  private final ServiceActuator actuator;
  private final List<ServiceStatusWrite.Listener> listeners;

  /**
   * @param listeners receive every status that is written
   */
  public ServiceLoop(
      KubernetesClient client,
      OperatorConfig config,
      Clock clock,
      ServiceStatusWrite.Listener... listeners) {
    this.config = config;
    this.clock = clock;
    this.observer = new ServiceObserver(client);
    this.actuator = new ServiceActuator(client, config);
    this.listeners = List.of(listeners);
  }

  /**
   * @param view the watched objects of this service
   * @param attempt number of failed attempts before this one
   * @return when to reconcile again even if no watched object changes
   */
  public Optional<Duration> run(
      RestorationService service, ServiceView view, ServiceStatusWrite.Writer writer, int attempt) {
    if (service.getMetadata().getDeletionTimestamp() != null) {
      return Optional.empty(); // objects created now would only delay the deletion
    }
    Instant now = clock.instant();
    ServiceStatusPatcher status = new ServiceStatusPatcher(service, writer, listeners, now);
    try {
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
        ServicePlanner.decide(service, observer.observe(service, view), problems, now);

    status.write(decision.status());

    Optional<Instant> correction = actuator.act(service, decision.action(), view, now);
    return Stream.of(
            decision.requeueAt(),
            correction,
            nextLook(view, decision, now),
            problems.failure().map(failure -> now.plus(RECOVERY)))
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  /** Of pods that start, no watched object tells. */
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
      status.write(UnplannedService.failed(status.service(), failure, now));
    } catch (KubernetesClientException e) {
      cause.addSuppressed(e); // the log has the failure
    }
  }

  private static List<Condition> conditions(@Nullable RestorationServiceStatus status) {
    return status == null ? List.of() : status.conditions();
  }
}
