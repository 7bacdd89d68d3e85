// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.rollout.CanaryStatus;
import io.pentimento.api.v1alpha1.status.PlanStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.operator.OperatorConfig;
import io.pentimento.operator.canary.CanaryEnding;
import io.pentimento.operator.canary.CanaryObserver;
import io.pentimento.operator.canary.CanaryReconciler;
import io.pentimento.operator.canary.CanaryReports;
import io.pentimento.operator.events.StageTransitionLog;
import io.pentimento.operator.observe.ClusterView;
import io.pentimento.operator.observe.Observer;
import io.pentimento.operator.observe.SecondaryResources;
import io.pentimento.operator.retention.SharedWorkspaces;
import io.pentimento.operator.retention.WorkspaceCleaner;
import io.pentimento.operator.status.StatusChange;
import io.pentimento.operator.status.StatusListener;
import io.pentimento.operator.status.StatusPatcher;
import io.pentimento.operator.status.StatusWriter;
import io.pentimento.operator.workload.ServingOwner;
import io.pentimento.workflow.Action;
import io.pentimento.workflow.Decision;
import io.pentimento.workflow.WorkflowPlanner;
import io.pentimento.workflow.canary.CanaryObservation;
import io.pentimento.workflow.plan.DryRun;
import io.pentimento.workflow.plan.StatusPlan;
import io.pentimento.workflow.status.ConditionFactory;
import io.pentimento.workflow.status.InvalidSpec;
import io.pentimento.workflow.status.Problems;
import io.pentimento.workflow.status.UnplannedStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** Reconciles one job: read, decide, write the status, act. It never writes the spec. */
public final class ReconcileLoop {
  private static final ClusterView NOTHING =
      new ClusterView(List.of(), Optional.empty(), false, List.of());

  /** After a retry succeeded, the failure is removed from the status after this time. */
  private static final Duration RECOVERY = Duration.ofSeconds(1);

  private static final Logger LOG = Logger.getLogger(ReconcileLoop.class);

  private final KubernetesClient client;
  private final OperatorConfig config;
  private final Clock clock;
  private final SpecValidator check = new SpecValidator();
  private final AcceptedSpecStore specs;
  private final RequeuePolicy nextLook;
  private final ClusterReader reader;
  private final CanaryObserver canary;
  private final CanaryReconciler canaries;
  private final CanaryEnding canaryEnding;
  private final Actuator actuator;
  private final SharedWorkspaces workspaces;
  private final WorkspaceCleaner cleaner;
  private final List<StatusListener> listeners;

  /**
   * @param reports measurements of the servers during a canary
   * @param listeners receive every status that is written
   */
  public ReconcileLoop(
      KubernetesClient client,
      OperatorConfig config,
      Clock clock,
      CanaryReports reports,
      StatusListener... listeners) {
    this.client = client;
    this.config = config;
    this.clock = clock;
    this.specs = new AcceptedSpecStore(client);
    this.nextLook = new RequeuePolicy(config.progressInterval());
    this.reader = new ClusterReader(client, config);
    this.canary = new CanaryObserver(client, config, reports);
    this.canaries = new CanaryReconciler(client, config);
    this.canaryEnding = new CanaryEnding(canary, canaries, config.progressInterval());
    this.actuator = new Actuator(client, config, canaries);
    this.workspaces = new SharedWorkspaces(client);
    this.cleaner = new WorkspaceCleaner(client, config);
    this.listeners = List.of(listeners);
  }

  /**
   * @param owned the watched objects of this job
   * @param attempt number of failed attempts before this one
   * @return when to reconcile again even if no watched object changes
   */
  public Optional<Duration> run(
      AdaptationJob job, SecondaryResources owned, StatusWriter writer, int attempt) {
    MDC.put(
        StageTransitionLog.JOB,
        job.getMetadata().getNamespace() + "/" + job.getMetadata().getName());
    try {
      return reconcileOrReport(job, owned, writer, attempt);
    } finally {
      MDC.remove(StageTransitionLog.JOB);
    }
  }

  private Optional<Duration> reconcileOrReport(
      AdaptationJob job, SecondaryResources owned, StatusWriter writer, int attempt) {
    Instant now = clock.instant();
    StatusPatcher status =
        new StatusPatcher(job, writer, listeners, config.progressInterval(), now);
    try {
      return job.getMetadata().getDeletionTimestamp() == null
          ? reconcile(job, owned, status, attempt > 0, now)
          : endCanary(job, status, now);
    } catch (RuntimeException e) {
      log(e);
      ReconcileError.of(e)
          .filter(error -> attempt > 0 || !error.isTemporary())
          .ifPresent(error -> report(error, status, now, e));
      throw e;
    }
  }

  /** Nothing else happens to a job that is being deleted: new objects would only delay it. */
  private Optional<Duration> endCanary(AdaptationJob job, StatusPatcher status, Instant now) {
    return canaryEnding.advance(
        job,
        ServingOwner.of(job),
        canary(job.getStatus()),
        next -> status.write(job.getStatus().withCanary(next), NOTHING),
        now);
  }

  private static @Nullable CanaryStatus canary(@Nullable AdaptationJobStatus status) {
    return status == null || status.serving() == null ? null : status.serving().canary();
  }

  /** The SDK would log a stack trace for each attempt, also for a conflict. */
  private static void log(RuntimeException e) {
    Optional<ReconcileError> error = ReconcileError.of(e);
    if (error.isEmpty()) {
      LOG.infof("Another writer changed the job or its objects first; retrying");
    } else if (error.get().isDefect()) {
      LOG.errorf(e, "%s; retrying", error.get().failure().message());
    } else {
      LOG.warnf(
          "%s: %s; retrying",
          error.get().failure().reason().word(), error.get().failure().message());
    }
  }

  /**
   * Reads, decides, writes the status once, and acts.
   *
   * @param retries whether the last attempt failed; then its failure stays in the status until the
   *     next reconcile
   */
  private Optional<Duration> reconcile(
      AdaptationJob job,
      SecondaryResources owned,
      StatusPatcher status,
      boolean retries,
      Instant now) {
    Optional<InvalidSpec> invalid = check.invalidSpec(job);
    Optional<AdaptationJob> valid = validSpec(job, invalid.isPresent());
    if (valid.isEmpty()) {
      status.write(WorkflowPlanner.reject(job, invalid.orElseThrow(), now).status(), NOTHING);
      return Optional.empty();
    }
    AdaptationJob wanted = valid.get();
    ClusterView view = reader.read(wanted, owned, now);
    Problems problems =
        new Problems(invalid, ReconcileError.in(job.getStatus()).filter(failure -> retries));

    Decision decision =
        WorkflowPlanner.decide(
            wanted,
            Observer.observe(wanted, view).withCanary(observeCanary(wanted)),
            problems,
            now);
    if (DryRun.isRequested(wanted)) {
      status.write(decision.status().withPlan(plan(wanted)), view);
      return Optional.empty();
    }

    status.write(decision.status(), view);

    if (decision.actions().stream().anyMatch(ReconcileLoop::begins)) {
      specs.keep(wanted);
    }
    Optional<Instant> servers = actuator.act(wanted, decision.actions(), owned, now);
    if (isCanaryOver(decision)) {
      canaries.release(job);
    }
    StatusChange change = new StatusChange(job.getStatus(), decision.status());
    Optional<Instant> recovered = problems.failure().map(failure -> now.plus(RECOVERY));
    return requeueDelay(
        status,
        wanted,
        now,
        Stream.of(
            nextLook.after(view, change, now),
            nextLook.duringCanary(decision.status(), now),
            servers,
            decision.requeueAt(),
            recovered,
            cleaner.clean(wanted, now)));
  }

  private CanaryObservation observeCanary(AdaptationJob job) {
    boolean hasServers = job.getStatus() != null && job.getStatus().serving() != null;
    return canary.observe(ServingOwner.of(job), canary(job.getStatus()), hasServers);
  }

  private static boolean isCanaryOver(Decision decision) {
    CanaryStatus last = canary(decision.status());
    return (last == null || !last.phase().isInProgress())
        && decision.actions().stream().noneMatch(Action.SteerCanary.class::isInstance);
  }

  private PlanStatus plan(AdaptationJob job) {
    return StatusPlan.of(job, workspaces.jobsThatShare(job));
  }

  /** The spec to follow: the latest, or the last valid one; empty if no spec was ever valid. */
  private Optional<AdaptationJob> validSpec(AdaptationJob job, boolean isInvalid) {
    if (isInvalid) {
      return specs.lastValid(job);
    }
    if (isEdited(job) && !DryRun.isRequested(job)) {
      specs.keep(job);
    }
    return Optional.of(job);
  }

  private boolean isEdited(AdaptationJob job) {
    return job.getStatus() != null && check.isNew(job);
  }

  /** The first spec is stored only when work starts, so that the first status needs one write. */
  private static boolean begins(Action action) {
    return action instanceof Action.StartStage start
        && start.document().stage() == StageName.PREPARE;
  }

  private static void report(
      ReconcileError error, StatusPatcher status, Instant now, RuntimeException cause) {
    AdaptationJob job = status.job();
    try {
      status.write(
          UnplannedStatus.of(
              error.failure(),
              ReconcileError.in(job.getStatus()).isPresent(),
              ConditionFactory.of(job, now)),
          NOTHING);
    } catch (KubernetesClientException e) {
      cause.addSuppressed(e); // the log has the failure
    }
  }

  private Optional<Duration> requeueDelay(
      StatusPatcher status, AdaptationJob wanted, Instant now, Stream<Optional<Instant>> others) {
    Optional<Instant> end = TtlPolicy.end(wanted.getSpec(), status.job().getStatus());
    if (end.filter(at -> !now.isBefore(at)).isPresent()) {
      client.resource(status.job()).lockResourceVersion().delete();
      return Optional.empty();
    }
    return Stream.concat(Stream.of(end), others)
        .flatMap(Optional::stream)
        .min(Instant::compareTo)
        .map(at -> Duration.between(now, at));
  }
}
