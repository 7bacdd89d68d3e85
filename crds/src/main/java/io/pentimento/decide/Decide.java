package io.pentimento.decide;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.GateDecision;
import io.pentimento.api.v1alpha1.GateStatus;
import io.pentimento.api.v1alpha1.ModelStatus;
import io.pentimento.api.v1alpha1.ServingStatus;
import io.pentimento.api.v1alpha1.StageName;
import io.pentimento.api.v1alpha1.StageStatus;
import io.pentimento.stage.StageKey;
import io.pentimento.stage.StageKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides what to do next for a job: compute the missing keys, prove, roll out.
 *
 * <p>A finished stage never runs again for its key, whether its artefact is seen or only the status
 * remembers it. A failed stage stays failed until the spec is edited (another generation), which
 * gives it a new budget of attempts.
 */
public final class Decide {
  private final AdaptationJob job;
  private final AdaptationJobSpec spec;
  private final AdaptationJobStatus before;
  private final Observation seen;
  private final ServingState serving;
  private final Instant now;
  private final RunJudge runs;

  private Decide(AdaptationJob job, Observation seen, Instant now) {
    this.job = job;
    this.spec = job.getSpec();
    this.before = job.getStatus() == null ? AdaptationJobStatus.empty() : job.getStatus();
    this.seen = seen;
    this.serving = seen.serving().at(now);
    this.now = now;
    Long preRunning = spec.preRunningDeadlineSeconds();
    this.runs =
        new RunJudge(
            new RetryPolicy(spec.backoffLimit()),
            preRunning == null ? null : Duration.ofSeconds(preRunning),
            spec.pseudoTargets().minSuccessFraction(),
            now);
  }

  /**
   * @param job the spec that is wanted and the status that was last written
   */
  public static Decision decide(AdaptationJob job, Observation observation, Instant now) {
    return new Decide(job, observation, now).decide();
  }

  private Decision decide() {
    boolean edited = !Objects.equals(before.observedGeneration(), generation());
    Chain chain =
        Chain.walk(spec, before, new StageJudge(before, edited, seen, runs), seen, active());
    StageKey train =
        chain.isDone(StageName.TRAIN) ? StageKeys.of(spec).train(chain.digests()) : null;
    Rollout.Request request =
        new Rollout.Request(chain.gate(), train, active(), spec.serving().replicas());
    Rollout rollout = Rollout.of(request, rolloutBefore(chain, edited), serving);
    List<Link> links = held(timed(withServe(chain, rollout)));
    List<Action> actions = new ArrayList<>(stops(links));
    links.stream()
        .filter(link -> link.outcome() instanceof StageOutcome.Start)
        .map(link -> start(link, links, chain))
        .forEach(actions::add);
    rollout.action().ifPresent(actions::add);
    return new Decision(actions, status(chain, links), requeueAt(links));
  }

  /** What became of this very model's rollout in this generation of the spec. */
  private Optional<StageStatus> rolloutBefore(Chain chain, boolean edited) {
    return before
        .stage(StageName.SERVE)
        .filter(entry -> !edited)
        .filter(
            entry ->
                chain
                    .gate()
                    .flatMap(gate -> ServeKey.of(gate.candidate()))
                    .filter(key -> key.hex().equals(entry.key()))
                    .isPresent());
  }

  private static List<Link> withServe(Chain chain, Rollout rollout) {
    StageKey key = chain.gate().map(GateStatus::candidate).flatMap(ServeKey::of).orElse(null);
    return Stream.concat(
            chain.links().stream(),
            Stream.of(new Link(StageName.SERVE, key, rollout.outcome(), null)))
        .toList();
  }

  private List<Link> timed(List<Link> links) {
    boolean over = links.stream().allMatch(Link::isDone) || links.stream().anyMatch(Link::isFailed);
    boolean late =
        Deadlines.active(before, spec.activeDeadlineSeconds())
            .filter(at -> !now.isBefore(at))
            .isPresent();
    return late && !over && !spec.suspend() ? Deadlines.exceeded(links) : links;
  }

  /** While suspended nothing starts and nothing goes on. */
  private List<Link> held(List<Link> links) {
    return spec.suspend() ? links.stream().map(Decide::hold).toList() : links;
  }

  private static Link hold(Link link) {
    boolean works =
        link.outcome() instanceof StageOutcome.Start
            || link.outcome() instanceof StageOutcome.Running;
    return works ? link.with(StageOutcome.waiting("Suspended", "spec.suspend is true")) : link;
  }

  private List<Action> stops(List<Link> links) {
    return seen.runs().stream()
        .filter(run -> run.isActive() || run.lingers())
        .filter(run -> links.stream().noneMatch(link -> goesOn(link, run)))
        .<Action>map(run -> new Action.StopStage(run.stage(), run.key()))
        .toList();
  }

  private static boolean goesOn(Link link, StageRun run) {
    return link.outcome() instanceof StageOutcome.Running running && running.run().equals(run);
  }

  private Action start(Link link, List<Link> links, Chain chain) {
    int attempt = ((StageOutcome.Start) link.outcome()).attempt();
    return new Action.StartStage(Documents.of(job, link, links, chain), attempt);
  }

  private AdaptationJobStatus status(Chain chain, List<Link> links) {
    ConditionFactory make = new ConditionFactory(before, generation(), now);
    Conditions conditions =
        new Conditions(
            make, links, spec.suspend(), chain.gate(), serving, spec.serving().replicas());
    return new AdaptationJobStatus(
        generation(),
        conditions.all(),
        Phases.of(links, spec.suspend()),
        ProgressEstimate.of(links, before.progress(), now),
        chain.sources(),
        links.stream().map(this::entry).toList(),
        chain.gate().orElse(null),
        model(chain),
        servers(),
        Outputs.of(spec.restorer(), links));
  }

  private ServingStatus servers() {
    return serving.url() == null
        ? null
        : new ServingStatus(
            serving.url(),
            serving.active(),
            serving.readyReplicas(),
            spec.serving().replicas(),
            serving.candidate() == null ? null : serving.candidate().message());
  }

  private StageStatus entry(Link link) {
    Optional<StageStatus> known =
        link.key() == null
            ? Optional.empty()
            : before.stage(link.stage()).filter(s -> link.key().hex().equals(s.key()));
    return new StageEntry(link, known, now).write();
  }

  private ModelStatus model(Chain chain) {
    boolean refused =
        chain.gate().filter(gate -> gate.decision() != GateDecision.PASSED).isPresent();
    String candidate =
        chain.model().filter(digest -> !refused && !digest.equals(active())).orElse(null);
    return candidate == null && active() == null ? null : new ModelStatus(active(), candidate);
  }

  /** The model that serves, or served before everything was restarted. */
  private String active() {
    if (spec.serving().replicas() == 0) {
      return null;
    }
    if (serving.active() != null) {
      return serving.active();
    }
    return before.model() == null ? null : before.model().active();
  }

  private Optional<Instant> requeueAt(List<Link> links) {
    boolean ended =
        links.stream().anyMatch(Link::isFailed) || links.stream().allMatch(Link::isDone);
    if (ended || spec.suspend()) {
      return Optional.empty();
    }
    Stream<Instant> waits =
        links.stream()
            .map(Link::outcome)
            .filter(StageOutcome.Waiting.class::isInstance)
            .map(outcome -> ((StageOutcome.Waiting) outcome).until())
            .filter(Objects::nonNull);
    Stream<Instant> pending = seen.runs().stream().flatMap(run -> runs.nextLook(run).stream());
    Stream<Instant> deadline = Deadlines.active(before, spec.activeDeadlineSeconds()).stream();
    Stream<Instant> rollout =
        Stream.ofNullable(serving.candidate())
            .map(ServingState.Candidate::deadline)
            .filter(Objects::nonNull);
    return Stream.of(waits, pending, deadline, rollout)
        .flatMap(times -> times)
        .filter(now::isBefore)
        .min(Instant::compareTo);
  }

  private Long generation() {
    return job.getMetadata().getGeneration();
  }
}
