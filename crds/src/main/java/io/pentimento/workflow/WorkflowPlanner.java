package io.pentimento.workflow;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.ModelStatus;
import io.pentimento.api.v1alpha1.status.ServingStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.StageKeys;
import io.pentimento.workflow.observation.Observation;
import io.pentimento.workflow.observation.ServingState;
import io.pentimento.workflow.observation.StageRun;
import io.pentimento.workflow.stage.RetryPolicy;
import io.pentimento.workflow.stage.RunEvaluator;
import io.pentimento.workflow.stage.StageEvaluator;
import io.pentimento.workflow.stage.StageOutcome;
import io.pentimento.workflow.stage.StageResult;
import io.pentimento.workflow.status.ConditionFactory;
import io.pentimento.workflow.status.Deadlines;
import io.pentimento.workflow.status.JobConditions;
import io.pentimento.workflow.status.Outputs;
import io.pentimento.workflow.status.Phases;
import io.pentimento.workflow.status.ProgressEstimate;
import io.pentimento.workflow.status.StageStatusWriter;
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
public final class WorkflowPlanner {
  private final AdaptationJob job;
  private final AdaptationJobSpec spec;
  private final AdaptationJobStatus before;
  private final Observation seen;
  private final ServingState serving;
  private final Instant now;
  private final RunEvaluator runs;

  private WorkflowPlanner(AdaptationJob job, Observation seen, Instant now) {
    this.job = job;
    this.spec = job.getSpec();
    this.before = job.getStatus() == null ? AdaptationJobStatus.empty() : job.getStatus();
    this.seen = seen;
    this.serving = seen.serving().at(now);
    this.now = now;
    Long preRunning = spec.preRunningDeadlineSeconds();
    this.runs =
        new RunEvaluator(
            new RetryPolicy(spec.backoffLimit()),
            preRunning == null ? null : Duration.ofSeconds(preRunning),
            spec.pseudoTargets().minSuccessFraction(),
            now);
  }

  /**
   * @param job the spec that is wanted and the status that was last written
   */
  public static Decision decide(AdaptationJob job, Observation observation, Instant now) {
    return new WorkflowPlanner(job, observation, now).decide();
  }

  private Decision decide() {
    boolean edited = !Objects.equals(before.observedGeneration(), generation());
    StagePipeline chain =
        StagePipeline.walk(
            spec, before, new StageEvaluator(before, edited, seen, runs), seen, active());
    StageKey train =
        chain.isDone(StageName.TRAIN) ? StageKeys.of(spec).train(chain.digests()) : null;
    Rollout.Request request =
        new Rollout.Request(chain.gate(), train, active(), spec.serving().replicas());
    Rollout rollout = Rollout.of(request, rolloutBefore(chain, edited), serving);
    List<StageResult> links = held(timed(withServe(chain, rollout)));
    List<Action> actions = new ArrayList<>(stops(links));
    links.stream()
        .filter(link -> link.outcome() instanceof StageOutcome.Start)
        .map(link -> start(link, links, chain))
        .forEach(actions::add);
    rollout.action().ifPresent(actions::add);
    return new Decision(actions, status(chain, links), requeueAt(links));
  }

  /** What became of this very model's rollout in this generation of the spec. */
  private Optional<StageStatus> rolloutBefore(StagePipeline chain, boolean edited) {
    return before
        .stage(StageName.SERVE)
        .filter(entry -> !edited)
        .filter(
            entry ->
                chain
                    .gate()
                    .flatMap(gate -> ServeKey.of(gate.candidate()))
                    .filter(key -> key.hex().equals(entry.cacheKey()))
                    .isPresent());
  }

  private static List<StageResult> withServe(StagePipeline chain, Rollout rollout) {
    StageKey key = chain.gate().map(GateStatus::candidate).flatMap(ServeKey::of).orElse(null);
    return Stream.concat(
            chain.links().stream(),
            Stream.of(new StageResult(StageName.SERVE, key, rollout.outcome(), null)))
        .toList();
  }

  private List<StageResult> timed(List<StageResult> links) {
    boolean over =
        links.stream().allMatch(StageResult::isDone)
            || links.stream().anyMatch(StageResult::isFailed);
    boolean late =
        Deadlines.active(before, spec.activeDeadlineSeconds())
            .filter(at -> !now.isBefore(at))
            .isPresent();
    return late && !over && !spec.suspend() ? Deadlines.exceeded(links) : links;
  }

  /** While suspended nothing starts and nothing goes on. */
  private List<StageResult> held(List<StageResult> links) {
    return spec.suspend() ? links.stream().map(WorkflowPlanner::hold).toList() : links;
  }

  private static StageResult hold(StageResult link) {
    boolean works =
        link.outcome() instanceof StageOutcome.Start
            || link.outcome() instanceof StageOutcome.Running;
    return works ? link.with(StageOutcome.waiting("Suspended", "spec.suspend is true")) : link;
  }

  private List<Action> stops(List<StageResult> links) {
    return seen.runs().stream()
        .filter(run -> run.isActive() || run.lingers())
        .filter(run -> links.stream().noneMatch(link -> goesOn(link, run)))
        .<Action>map(run -> new Action.StopStage(run.stage(), run.key()))
        .toList();
  }

  private static boolean goesOn(StageResult link, StageRun run) {
    return link.outcome() instanceof StageOutcome.Running running && running.run().equals(run);
  }

  private Action start(StageResult link, List<StageResult> links, StagePipeline chain) {
    int attempt = ((StageOutcome.Start) link.outcome()).attempt();
    return new Action.StartStage(StageDocumentFactory.of(job, link, links, chain), attempt);
  }

  private AdaptationJobStatus status(StagePipeline chain, List<StageResult> links) {
    ConditionFactory make = new ConditionFactory(before, generation(), now);
    JobConditions conditions =
        new JobConditions(
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

  private StageStatus entry(StageResult link) {
    Optional<StageStatus> known =
        link.key() == null
            ? Optional.empty()
            : before.stage(link.stage()).filter(s -> link.key().hex().equals(s.cacheKey()));
    return new StageStatusWriter(link, known, now).write();
  }

  private ModelStatus model(StagePipeline chain) {
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

  private Optional<Instant> requeueAt(List<StageResult> links) {
    boolean ended =
        links.stream().anyMatch(StageResult::isFailed)
            || links.stream().allMatch(StageResult::isDone);
    if (ended || spec.suspend()) {
      return Optional.empty();
    }
    Stream<Instant> waits =
        links.stream()
            .map(StageResult::outcome)
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
