// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.rollout.CanaryStatus;
import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.ModelStatus;
import io.pentimento.api.v1alpha1.status.ServingStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.StageKeys;
import io.pentimento.reason.WaitReason;
import io.pentimento.workflow.budget.Budget;
import io.pentimento.workflow.budget.GpuMeter;
import io.pentimento.workflow.observation.Observation;
import io.pentimento.workflow.observation.ServingState;
import io.pentimento.workflow.observation.StageRun;
import io.pentimento.workflow.plan.DryRun;
import io.pentimento.workflow.promotion.Approval;
import io.pentimento.workflow.stage.RetryPolicy;
import io.pentimento.workflow.stage.RunEvaluator;
import io.pentimento.workflow.stage.StageEvaluator;
import io.pentimento.workflow.stage.StageOutcome;
import io.pentimento.workflow.stage.StageResult;
import io.pentimento.workflow.status.CanaryCondition;
import io.pentimento.workflow.status.ConditionFactory;
import io.pentimento.workflow.status.Deadlines;
import io.pentimento.workflow.status.InvalidSpec;
import io.pentimento.workflow.status.JobConditions;
import io.pentimento.workflow.status.Outputs;
import io.pentimento.workflow.status.Phases;
import io.pentimento.workflow.status.Problems;
import io.pentimento.workflow.status.ProgressEstimate;
import io.pentimento.workflow.status.StageStatusWriter;
import io.pentimento.workflow.status.Suspension;
import io.pentimento.workflow.status.UnplannedStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Plans the next actions of a job: run the stages whose results are missing, evaluate the gate,
 * roll the model out.
 *
 * <p>A finished stage does not run again for the same key, whether its artefact is visible or only
 * the status records it. A failed stage stays failed until the spec is edited (another generation),
 * which resets its number of attempts.
 */
public final class WorkflowPlanner {
  private final AdaptationJob job;
  private final AdaptationJobSpec spec;
  private final AdaptationJobStatus before;
  private final Observation seen;
  private final ServingState serving;
  private final Instant now;
  private final Problems problems;
  private final RunEvaluator runs;
  private final Budget budget;

  private WorkflowPlanner(AdaptationJob job, Observation seen, Problems problems, Instant now) {
    this.job = job;
    this.problems = problems;
    this.spec = job.getSpec();
    this.before = job.getStatus() == null ? AdaptationJobStatus.empty() : job.getStatus();
    this.seen = seen;
    this.serving = seen.serving().at(now);
    this.now = now;
    this.budget = new Budget(spec.budget(), GpuMeter.count(before.usage(), seen.gpuUse(), now));
    Long preRunning = spec.preRunningDeadlineSeconds();
    this.runs =
        new RunEvaluator(
            new RetryPolicy(spec.backoffLimit()),
            preRunning == null ? null : Duration.ofSeconds(preRunning),
            spec.pseudoTargets().minSuccessFraction(),
            now);
  }

  /**
   * Plans a job without problems.
   *
   * @param job its valid spec and the status that was written last
   */
  public static Decision decide(AdaptationJob job, Observation observation, Instant now) {
    return decide(job, observation, Problems.none(), now);
  }

  /**
   * @param job its last valid spec and the status that was written last
   * @param problems to report in the status; work on the last valid spec continues
   */
  public static Decision decide(
      AdaptationJob job, Observation observation, Problems problems, Instant now) {
    return new WorkflowPlanner(job, observation, problems, now).decide();
  }

  /** The decision about a job without any valid spec: report it, and wait for an edit. */
  public static Decision reject(AdaptationJob job, InvalidSpec invalid, Instant now) {
    return new Decision(
        List.of(), UnplannedStatus.of(invalid, ConditionFactory.of(job, now)), Optional.empty());
  }

  private Decision decide() {
    boolean edited = !Objects.equals(before.observedGeneration(), generation());
    StagePipeline pipeline =
        StagePipeline.walk(
            spec, before, new StageEvaluator(before, edited, seen, runs), seen, active());
    StageKey train =
        pipeline.isDone(StageName.TRAIN) ? StageKeys.of(spec).train(pipeline.digests()) : null;
    Rollout.Request request =
        new Rollout.Request(
            pipeline.gate(), train, active(), wantedServers(), obstacle(pipeline), isLate());
    Rollout rollout = Rollout.of(request, rolloutBefore(pipeline, edited), serving);
    GuardedRollout guarded =
        GuardedRollout.of(
            rollout,
            request,
            new GuardedRollout.Terms(
                spec.serving().canary(), spec.serving().hasServers(), spec.suspend(), edited),
            before.serving() == null ? null : before.serving().canary(),
            serving,
            seen.canary(),
            now);
    List<StageResult> results =
        planned(
            budget.applyTo(suspended(withDeadline(withServe(pipeline, guarded.outcome())))),
            guarded);
    if (DryRun.isRequested(job)) {
      return new Decision(List.of(), status(pipeline, results), Optional.empty());
    }
    List<Action> actions = new ArrayList<>(stops(results));
    results.stream()
        .filter(result -> result.outcome() instanceof StageOutcome.Start)
        .map(result -> start(result, results, pipeline))
        .forEach(actions::add);
    actions.addAll(guarded.actions());
    return new Decision(
        actions,
        withCanary(status(pipeline, results), guarded.canary()),
        Stream.concat(guarded.requeueAt().stream(), requeueAt(results).stream())
            .min(Instant::compareTo));
  }

  /** With a dry run, what would start waits; the results are as before otherwise. */
  private List<StageResult> planned(List<StageResult> results, GuardedRollout rollout) {
    if (!DryRun.isRequested(job)) {
      return results;
    }
    List<StageResult> held = new ArrayList<>(DryRun.hold(results));
    if (!rollout.actions().isEmpty()) {
      int serve = held.size() - 1;
      held.set(serve, DryRun.waiting(held.get(serve)));
    }
    return held;
  }

  /** What must happen before the model that passed the gate is rolled out. */
  private Optional<StageOutcome> obstacle(StagePipeline pipeline) {
    return pipeline
        .obstacle()
        .or(() -> pipeline.gate().flatMap(gate -> approval().obstacle(gate.candidate())));
  }

  private Approval approval() {
    return new Approval(job, serving, active());
  }

  /** The recorded rollout of this model for this generation of the spec. */
  private Optional<StageStatus> rolloutBefore(StagePipeline pipeline, boolean edited) {
    return before
        .stage(StageName.SERVE)
        .filter(entry -> !edited)
        .filter(
            entry ->
                pipeline
                    .gate()
                    .flatMap(gate -> ServeKey.of(gate.candidate()))
                    .filter(key -> key.hex().equals(entry.cacheKey()))
                    .isPresent());
  }

  private static List<StageResult> withServe(StagePipeline pipeline, StageOutcome outcome) {
    StageKey key = pipeline.gate().map(GateStatus::candidate).flatMap(ServeKey::of).orElse(null);
    return Stream.concat(
            pipeline.results().stream(),
            Stream.of(new StageResult(StageName.SERVE, key, outcome, null)))
        .toList();
  }

  private List<StageResult> withDeadline(List<StageResult> results) {
    boolean over =
        results.stream().allMatch(StageResult::isDone)
            || results.stream().anyMatch(StageResult::isFailed);
    return isLate() && !over ? Deadlines.exceeded(results) : results;
  }

  private boolean isLate() {
    return !spec.suspend()
        && Deadlines.active(before, spec.activeDeadlineSeconds())
            .filter(at -> !now.isBefore(at))
            .isPresent();
  }

  /** A suspended job starts nothing and stops what runs. */
  private List<StageResult> suspended(List<StageResult> results) {
    return spec.suspend() ? results.stream().map(WorkflowPlanner::suspend).toList() : results;
  }

  private static StageResult suspend(StageResult result) {
    boolean works =
        result.outcome() instanceof StageOutcome.Start
            || result.outcome() instanceof StageOutcome.Running;
    return works
        ? result.with(StageOutcome.waiting(WaitReason.SUSPENDED, "spec.suspend is true"))
        : result;
  }

  private List<Action> stops(List<StageResult> results) {
    return seen.runs().stream()
        .filter(run -> run.isActive() || run.hasLeftovers())
        .filter(run -> results.stream().noneMatch(result -> continues(result, run)))
        .<Action>map(run -> new Action.StopStage(run.stage(), run.key()))
        .toList();
  }

  private static boolean continues(StageResult result, StageRun run) {
    return result.outcome().activeRun().filter(run::equals).isPresent();
  }

  private Action start(StageResult result, List<StageResult> results, StagePipeline pipeline) {
    int attempt = ((StageOutcome.Start) result.outcome()).attempt();
    return new Action.StartStage(StageDocumentFactory.of(job, result, results, pipeline), attempt);
  }

  private AdaptationJobStatus status(StagePipeline pipeline, List<StageResult> results) {
    Long observed = observedGeneration();
    ConditionFactory make = new ConditionFactory(before, observed, now);
    Suspension suspension = suspension(results);
    JobConditions conditions =
        new JobConditions(
            make,
            results,
            suspension,
            pipeline.gate(),
            approval().condition(make, pipeline.gate()),
            serving,
            wantedServers(),
            problems);
    return new AdaptationJobStatus(
        observed,
        conditions.all(),
        Phases.of(results, suspension.isActive()),
        ProgressEstimate.of(results, before.progress(), now),
        pipeline.sources(),
        results.stream().map(this::entry).toList(),
        pipeline.gate().orElse(null),
        model(pipeline),
        servers(),
        Outputs.of(spec.restorer(), results),
        budget.used(),
        null);
  }

  /** An edit that is only planned is still to be followed. */
  private @Nullable Long observedGeneration() {
    return DryRun.isRequested(job)
        ? before.observedGeneration()
        : problems.invalidSpec().map(InvalidSpec::generation).orElse(generation());
  }

  private Suspension suspension(List<StageResult> results) {
    if (!spec.suspend() && DryRun.holds(results)) {
      return new Suspension(true, WaitReason.DRY_RUN, DryRun.MESSAGE);
    }
    return !spec.suspend() && Budget.holds(results)
        ? new Suspension(true, WaitReason.BUDGET_EXCEEDED, budget.message())
        : Suspension.bySpec(spec.suspend());
  }

  private AdaptationJobStatus withCanary(
      AdaptationJobStatus status, Optional<CanaryStatus> canary) {
    return canary
        .map(
            state ->
                status
                    .withCanary(state)
                    .withCondition(
                        CanaryCondition.of(
                            state, new ConditionFactory(before, status.observedGeneration(), now))))
        .orElse(status);
  }

  private @Nullable ServingStatus servers() {
    return serving.url() == null
        ? null
        : new ServingStatus(
            serving.url(),
            serving.active(),
            serving.readyReplicas(),
            wantedServers(),
            serving.candidate() == null ? null : serving.candidate().message());
  }

  /** The number of the spec or of the autoscaler; at least 1 unless the spec has 0. */
  private int wantedServers() {
    Integer enforced = spec.serving().replicas();
    return enforced != null
        ? enforced
        : Math.max(serving.desiredReplicas(), spec.serving().initialReplicas());
  }

  private StageStatus entry(StageResult result) {
    Optional<StageStatus> known =
        Optional.ofNullable(result.key())
            .map(StageKey::hex)
            .flatMap(
                key -> before.stage(result.stage()).filter(entry -> key.equals(entry.cacheKey())));
    return new StageStatusWriter(result, known, now).write();
  }

  private @Nullable ModelStatus model(StagePipeline pipeline) {
    boolean refused =
        pipeline.gate().filter(gate -> gate.decision() != GateDecision.PASSED).isPresent();
    String candidate =
        pipeline.model().filter(digest -> !refused && !digest.equals(active())).orElse(null);
    String published = pipeline.published().orElse(null);
    return candidate == null && active() == null && published == null
        ? null
        : new ModelStatus(active(), candidate, published);
  }

  /** The model that serves, or that served before a restart. */
  private @Nullable String active() {
    if (!spec.serving().hasServers()) {
      return null;
    }
    if (serving.active() != null) {
      return serving.active();
    }
    return before.model() == null ? null : before.model().active();
  }

  private Optional<Instant> requeueAt(List<StageResult> results) {
    boolean ended =
        results.stream().anyMatch(StageResult::isFailed)
            || results.stream().allMatch(StageResult::isDone);
    if (ended || spec.suspend()) {
      return Optional.empty();
    }
    Stream<Instant> waits =
        results.stream()
            .map(StageResult::outcome)
            .filter(StageOutcome.Waiting.class::isInstance)
            .map(outcome -> ((StageOutcome.Waiting) outcome).until())
            .filter(Objects::nonNull);
    Stream<Instant> pending =
        seen.runs().stream().flatMap(run -> runs.nextEvaluation(run).stream());
    Stream<Instant> deadline = Deadlines.active(before, spec.activeDeadlineSeconds()).stream();
    Stream<Instant> rollout =
        Stream.ofNullable(serving.candidate())
            .map(ServingState.Candidate::deadline)
            .filter(Objects::nonNull);
    Stream<Instant> spent = budget.endsAt(seen.gpuUse(), now).stream();
    return Stream.of(waits, pending, deadline, rollout, spent)
        .flatMap(times -> times)
        .filter(now::isBefore)
        .min(Instant::compareTo);
  }

  private Long generation() {
    return job.getMetadata().getGeneration();
  }
}
