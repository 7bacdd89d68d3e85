package io.pentimento.operator.reconcile;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.operator.OperatorConfig;
import io.pentimento.operator.events.StageTransitionLog;
import io.pentimento.operator.observe.ClusterView;
import io.pentimento.operator.observe.Observer;
import io.pentimento.operator.observe.SecondaryResources;
import io.pentimento.operator.status.StatusChange;
import io.pentimento.operator.status.StatusListener;
import io.pentimento.operator.status.StatusPatcher;
import io.pentimento.operator.status.StatusWriter;
import io.pentimento.workflow.Action;
import io.pentimento.workflow.Decision;
import io.pentimento.workflow.WorkflowPlanner;
import io.pentimento.workflow.observation.Observation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** One look at a job: observe, decide, write the status, act. Never writes the spec. */
public final class ReconcileLoop {
  private static final ClusterView NOTHING =
      new ClusterView(List.of(), Optional.empty(), List.of());

  private static final Logger LOG = Logger.getLogger(ReconcileLoop.class);

  private final KubernetesClient client;
  private final OperatorConfig config;
  private final Clock clock;
  private final SpecValidator check = new SpecValidator();
  private final AcceptedSpecStore specs;
  private final RequeuePolicy nextLook;
  private final ClusterReader reader;
  private final Actuator actuator;
  private final List<StatusListener> listeners;

  /**
   * @param listeners are told of every status that is written
   */
  public ReconcileLoop(
      KubernetesClient client, OperatorConfig config, Clock clock, StatusListener... listeners) {
    this.client = client;
    this.config = config;
    this.clock = clock;
    this.specs = new AcceptedSpecStore(client);
    this.nextLook = new RequeuePolicy(config.progressInterval());
    this.reader = new ClusterReader(client);
    this.actuator = new Actuator(client, config);
    this.listeners = List.of(listeners);
  }

  /**
   * @param owned what is watched of this job's own
   * @param attempt how many looks before this one failed in a row
   * @return when to look again even if nothing is seen to change
   */
  public Optional<Duration> run(
      AdaptationJob job, SecondaryResources owned, StatusWriter writer, int attempt) {
    MDC.put(
        StageTransitionLog.JOB,
        job.getMetadata().getNamespace() + "/" + job.getMetadata().getName());
    try {
      return look(job, owned, writer, attempt);
    } finally {
      MDC.remove(StageTransitionLog.JOB);
    }
  }

  private Optional<Duration> look(
      AdaptationJob job, SecondaryResources owned, StatusWriter writer, int attempt) {
    if (job.getMetadata().getDeletionTimestamp() != null) {
      return Optional.empty(); // what is created now would only be in the way
    }
    Instant now = clock.instant();
    StatusPatcher pen = new StatusPatcher(job, writer, listeners, config.progressInterval(), now);
    try {
      return look(pen, owned, now);
    } catch (RuntimeException e) {
      log(e);
      ReconcileError.of(e)
          .filter(trouble -> attempt > 0 || !trouble.mayPass())
          .ifPresent(trouble -> tell(trouble, pen, now, e));
      throw e;
    }
  }

  /** The SDK would log a stack trace for each try, also where another writer was merely faster. */
  private static void log(RuntimeException e) {
    Optional<ReconcileError> trouble = ReconcileError.of(e);
    if (trouble.isEmpty()) {
      LOG.infof("Another writer changed the job or its objects first; trying again");
    } else if (trouble.get().isDefect()) {
      LOG.errorf(e, "%s; trying again", trouble.get().message());
    } else {
      LOG.warnf("%s: %s; trying again", trouble.get().reason(), trouble.get().message());
    }
  }

  private Optional<Duration> look(StatusPatcher pen, SecondaryResources owned, Instant now) {
    AdaptationJob job = pen.job();
    Optional<InvalidSpecStatus> refusal =
        check.faults(job).map(faults -> new InvalidSpecStatus(job, faults, now));
    if (refusal.isEmpty() && isEdited(job)) {
      specs.keep(job);
    }
    Optional<AdaptationJob> valid = refusal.isEmpty() ? Optional.of(job) : specs.lastValid(job);
    if (valid.isEmpty()) {
      pen.write(refusal.orElseThrow().ofTheFirstSpec(), NOTHING);
      return Optional.empty();
    }
    AdaptationJob wanted = valid.get();
    ClusterView view = reader.read(wanted, owned, now);
    Observation seen = Observer.observe(wanted, view);
    Decision decision = WorkflowPlanner.decide(wanted, seen, now);
    AdaptationJobStatus decided = decision.status();
    AdaptationJobStatus status = refusal.map(each -> each.beside(decided)).orElse(decided);
    Optional<Instant> look = nextLook.after(view, new StatusChange(job.getStatus(), status), now);
    Optional<Instant> servers = act(pen, wanted, decision, status, view, owned, now);
    return again(pen, wanted, now, Stream.of(look, servers, decision.requeueAt()));
  }

  /** A trouble of the last time is over only when acting succeeded. */
  private Optional<Instant> act(
      StatusPatcher pen,
      AdaptationJob wanted,
      Decision decision,
      AdaptationJobStatus status,
      ClusterView view,
      SecondaryResources owned,
      Instant now) {
    Optional<ReconcileError> known = ReconcileError.in(pen.job().getStatus());
    pen.write(known.map(trouble -> trouble.beside(status, pen.job(), now)).orElse(status), view);
    if (decision.actions().stream().anyMatch(ReconcileLoop::begins)) {
      specs.keep(wanted);
    }
    Optional<Instant> again = actuator.act(wanted, decision.actions(), owned, now);
    pen.write(status, view);
    return again;
  }

  private boolean isEdited(AdaptationJob job) {
    return job.getStatus() != null && check.isNew(job);
  }

  /** Nothing rests on a job's first spec before: so its first status waits for one write less. */
  private static boolean begins(Action action) {
    return action instanceof Action.StartStage start
        && start.document().stage() == StageName.PREPARE;
  }

  private static void tell(
      ReconcileError trouble, StatusPatcher pen, Instant now, RuntimeException cause) {
    AdaptationJobStatus known =
        Optional.ofNullable(pen.job().getStatus()).orElseGet(AdaptationJobStatus::empty);
    try {
      pen.write(trouble.beside(known, pen.job(), now), NOTHING);
    } catch (KubernetesClientException e) {
      cause.addSuppressed(e); // whoever cannot be told reads it in the log
    }
  }

  private Optional<Duration> again(
      StatusPatcher pen, AdaptationJob wanted, Instant now, Stream<Optional<Instant>> others) {
    Optional<Instant> end = TtlPolicy.end(wanted.getSpec(), pen.job().getStatus());
    if (end.filter(at -> !now.isBefore(at)).isPresent()) {
      client.resource(pen.job()).lockResourceVersion().delete();
      return Optional.empty();
    }
    return Stream.concat(Stream.of(end), others)
        .flatMap(Optional::stream)
        .min(Instant::compareTo)
        .map(at -> Duration.between(now, at));
  }
}
