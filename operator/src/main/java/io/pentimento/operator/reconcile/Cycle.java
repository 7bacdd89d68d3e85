package io.pentimento.operator.reconcile;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.decide.Decide;
import io.pentimento.decide.Decision;
import io.pentimento.decide.Observation;
import io.pentimento.decide.StageRun;
import io.pentimento.operator.OperatorConfig;
import io.pentimento.operator.observe.ClusterView;
import io.pentimento.operator.observe.Observer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.MDC;

/** One look at a job: observe, decide, write the status, act. Never writes the spec. */
final class Cycle {
  private final KubernetesClient client;
  private final OperatorConfig config;
  private final Clock clock;
  private final SpecCheck check = new SpecCheck();
  private final SpecMemory specs;
  private final ClusterReader reader;
  private final Actuator actuator;
  private final List<StatusListener> listeners;

  /**
   * @param listeners are told of every status that is written
   */
  Cycle(KubernetesClient client, OperatorConfig config, Clock clock, StatusListener... listeners) {
    this.client = client;
    this.config = config;
    this.clock = clock;
    this.specs = new SpecMemory(client);
    this.reader = new ClusterReader(client);
    this.actuator = new Actuator(client, config);
    this.listeners = List.of(listeners);
  }

  /**
   * @param jobs all Jobs of this AdaptationJob
   * @return when to look again even if nothing is seen to change
   */
  Optional<Duration> run(
      AdaptationJob job,
      Collection<Job> jobs,
      Optional<Deployment> deployment,
      StatusWriter writer) {
    MDC.put(StageLog.JOB, job.getMetadata().getNamespace() + "/" + job.getMetadata().getName());
    try {
      return look(job, jobs, deployment, writer);
    } finally {
      MDC.remove(StageLog.JOB);
    }
  }

  private Optional<Duration> look(
      AdaptationJob job,
      Collection<Job> jobs,
      Optional<Deployment> deployment,
      StatusWriter writer) {
    Instant now = clock.instant();
    Optional<Refusal> refusal = check.faults(job).map(faults -> new Refusal(job, faults, now));
    if (refusal.isEmpty() && check.isNew(job)) {
      specs.keep(job);
    }
    Optional<AdaptationJob> valid = refusal.isEmpty() ? Optional.of(job) : specs.lastValid(job);
    if (valid.isEmpty()) {
      ClusterView nothing = new ClusterView(List.of(), Optional.empty(), List.of());
      write(job, refusal.orElseThrow().ofTheFirstSpec(), nothing, writer, now);
      return Optional.empty();
    }
    AdaptationJob wanted = valid.get();
    ClusterView view = reader.read(wanted, jobs, deployment);
    Observation seen = Observer.observe(wanted, view);
    Decision decision = Decide.decide(wanted, seen, now);
    AdaptationJobStatus status = decision.status();
    write(job, refusal.map(each -> each.beside(status)).orElse(status), view, writer, now);
    actuator.act(wanted, decision.actions());
    return again(wanted, seen, decision, now);
  }

  private void write(
      AdaptationJob job,
      AdaptationJobStatus status,
      ClusterView view,
      StatusWriter writer,
      Instant now) {
    AdaptationJobStatus before = job.getStatus();
    if (new StatusChange(before, status).isWorthWriting(now, config.progressInterval())) {
      writer.write(bare(job, status));
      AdaptationJobStatus known = before == null ? AdaptationJobStatus.empty() : before;
      StatusWrite write = new StatusWrite(job, known, status, view, now);
      listeners.forEach(listener -> listener.written(write));
    }
  }

  private static AdaptationJob bare(AdaptationJob job, AdaptationJobStatus status) {
    AdaptationJob bare = new AdaptationJob();
    bare.setMetadata(
        new ObjectMetaBuilder()
            .withName(job.getMetadata().getName())
            .withNamespace(job.getMetadata().getNamespace())
            .build());
    bare.setStatus(status);
    return bare;
  }

  private Optional<Duration> again(
      AdaptationJob job, Observation seen, Decision decision, Instant now) {
    Optional<Instant> end = Lifetime.end(job);
    if (end.filter(at -> !now.isBefore(at)).isPresent()) {
      client.resource(job).delete();
      return Optional.empty();
    }
    boolean works = seen.runs().stream().anyMatch(StageRun::isActive);
    boolean rollsOut = seen.serving().candidate() != null && !seen.serving().candidate().failed();
    Optional<Instant> look =
        works || rollsOut ? Optional.of(now.plus(config.progressInterval())) : Optional.empty();
    return Stream.of(end, decision.requeueAt(), look)
        .flatMap(Optional::stream)
        .min(Instant::compareTo)
        .map(at -> Duration.between(now, at));
  }
}
