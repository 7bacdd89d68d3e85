// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow;

import static io.pentimento.api.v1alpha1.status.StageName.EVALUATE;
import static io.pentimento.api.v1alpha1.status.StageName.GENERATE;
import static io.pentimento.api.v1alpha1.status.StageName.PREPARE;
import static io.pentimento.api.v1alpha1.status.StageName.PUBLISH;
import static io.pentimento.api.v1alpha1.status.StageName.TRAIN;

import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.promotion.PublishSpec;
import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.ModelStatus;
import io.pentimento.api.v1alpha1.status.SourceStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.contract.ServingModel;
import io.pentimento.contract.SourceName;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.StageKeys;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.reason.FailureReason;
import io.pentimento.reason.Reason;
import io.pentimento.reason.ResultReason;
import io.pentimento.reason.WaitReason;
import io.pentimento.workflow.gate.BaselineSelector;
import io.pentimento.workflow.gate.Gate;
import io.pentimento.workflow.gate.GateRefusal;
import io.pentimento.workflow.observation.Observation;
import io.pentimento.workflow.stage.Quorum;
import io.pentimento.workflow.stage.StageEvaluator;
import io.pentimento.workflow.stage.StageOutcome;
import io.pentimento.workflow.stage.StageOutcome.Done;
import io.pentimento.workflow.stage.StageResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Evaluates the stages that run as processes, in order, until one is not finished. */
final class StagePipeline {
  private final AdaptationJobSpec spec;
  private final AdaptationJobStatus status;
  private final StageEvaluator evaluator;
  private final StageKeys keys;
  private final BaselineSelector baselines;
  private final List<StageResult> results = new ArrayList<>();
  private List<SourceStatus> sources = List.of();
  private Optional<String> model = Optional.empty();
  private Optional<String> incumbent = Optional.empty();
  private Optional<GateStatus> gate = Optional.empty();
  private Optional<String> published = Optional.empty();

  private StagePipeline(
      AdaptationJobSpec spec,
      AdaptationJobStatus status,
      StageEvaluator evaluator,
      BaselineSelector baselines) {
    this.spec = spec;
    this.status = status;
    this.evaluator = evaluator;
    this.keys = StageKeys.of(spec);
    this.baselines = baselines;
  }

  /**
   * @param active digest of the model that serves or served last; null if none did
   */
  static StagePipeline walk(
      AdaptationJobSpec spec,
      AdaptationJobStatus status,
      StageEvaluator evaluator,
      Observation seen,
      @Nullable String active) {
    StagePipeline pipeline =
        new StagePipeline(spec, status, evaluator, new BaselineSelector(status, seen, active));
    pipeline.walk(pipeline.keys.prepare(seen.identities()));
    Optional.ofNullable(spec.publish()).ifPresent(pipeline::publish);
    return pipeline;
  }

  List<StageResult> results() {
    return List.copyOf(results);
  }

  /** The sources that prepare resolved; empty until it is done. */
  List<SourceStatus> sources() {
    return sources;
  }

  Map<String, String> digests() {
    return ResolvedSources.digests(sources);
  }

  /** Digest of the adapted weights; absent if it is unknown or train is not done. */
  Optional<String> model() {
    return model;
  }

  /** The serving model that the candidate is compared with, besides the base. */
  Optional<ServingModel> incumbent() {
    return incumbent.flatMap(baselines::model);
  }

  /** The decision of the gate; absent until evaluate is done. */
  Optional<GateStatus> gate() {
    return gate;
  }

  /** The address of the model that was published last; empty if none was, or none is wanted. */
  Optional<String> published() {
    return Optional.ofNullable(spec.publish())
        .flatMap(publish -> published.map(publish::address).or(this::publishedBefore));
  }

  private Optional<String> publishedBefore() {
    return Optional.ofNullable(status.model()).map(ModelStatus::published);
  }

  /** What must happen before a model that passed the gate is rolled out. */
  Optional<StageOutcome> obstacle() {
    return spec.publish() == null || isDone(PUBLISH)
        ? Optional.empty()
        : Optional.of(
            StageOutcome.waiting(WaitReason.WAITING_FOR_STAGE, "Needs what publish makes"));
  }

  boolean isDone(StageName stage) {
    return results.stream().anyMatch(result -> result.stage() == stage && result.isDone());
  }

  private void walk(StageKey prepareKey) {
    if (!evaluate(PREPARE, prepareKey) || !resolveSources()) {
      waitFor(GENERATE, TRAIN, EVALUATE);
      return;
    }
    Map<String, String> digests = digests();
    StageKey train = keys.train(digests);
    if (!evaluate(GENERATE, keys.generate(digests)) || !quorum()) {
      waitFor(TRAIN, EVALUATE);
    } else if (!evaluate(TRAIN, train)) {
      waitFor(EVALUATE);
    } else {
      model = answer().map(a -> a.digests().get(TerminationMessage.MODEL)).or(this::knownModel);
      incumbent = baselines.choose(model, serving -> keys.evaluate(digests, serving));
      if (evaluate(EVALUATE, keys.evaluate(digests, incumbent.orElse(null)))) {
        evaluateGate();
      }
    }
  }

  private void publish(PublishSpec publish) {
    if (gate.isEmpty()) {
      waitFor(PUBLISH);
    } else if (gate.get().decision() != GateDecision.PASSED) {
      results.add(new StageResult(PUBLISH, null, GateRefusal.ofPublication(), null));
    } else {
      String candidate = gate.get().candidate();
      if (evaluate(PUBLISH, StageKeys.publish(last().knownKey(), candidate, publish))) {
        published = answer().map(a -> a.digests().get(TerminationMessage.IMAGE));
      }
    }
  }

  private boolean evaluate(StageName stage, StageKey key) {
    StageOutcome outcome = evaluator.evaluate(stage, key);
    ItemCounts items =
        outcome instanceof Done done && done.answer() != null
            ? done.answer().items()
            : evaluator.recorded(stage, key).map(StageStatus::items).orElse(null);
    results.add(new StageResult(stage, key, outcome, items));
    return outcome instanceof Done;
  }

  private void waitFor(StageName... stages) {
    StageName missing = last().stage();
    for (StageName stage : stages) {
      results.add(
          new StageResult(
              stage,
              null,
              StageOutcome.waiting(WaitReason.WAITING_FOR_STAGE, "Waits for the stage " + missing),
              null));
    }
  }

  private boolean resolveSources() {
    sources =
        answer()
            .map(answer -> ResolvedSources.from(spec, answer))
            .orElseGet(() -> status.sources());
    Map<String, String> digests = digests();
    for (SourceName name : SourceName.values()) {
      if (name.in(spec).isPresent() && !digests.containsKey(name.field())) {
        return failLast(
            FailureReason.INTERNAL,
            "prepare reported no digest of " + name + "; report this defect");
      }
    }
    return true;
  }

  private boolean quorum() {
    StageResult generate = last();
    StageOutcome judged =
        Quorum.evaluate(
            (Done) generate.outcome(), generate.items(), spec.pseudoTargets().minSuccessFraction());
    results.set(results.size() - 1, generate.with(judged));
    return judged instanceof Done;
  }

  private void evaluateGate() {
    Optional<TerminationMessage> answer = answer();
    String measured =
        answer
            .map(a -> a.digests().get(TerminationMessage.MODEL))
            .or(() -> recordedGate().map(GateStatus::candidate))
            .orElse(null);
    if (measured == null || (model.isPresent() && !model.get().equals(measured))) {
      rejectMeasurement(measured);
      return;
    }
    model = Optional.of(measured);
    gate = Optional.of(gateStatus(answer, measured));
  }

  /**
   * The measurement may be of a model that was replaced before the status recorded it; measures
   * once more.
   */
  private void rejectMeasurement(@Nullable String measured) {
    Optional<StageOutcome> again = evaluator.nextAttempt(EVALUATE, last().knownKey());
    if (again.isPresent()) {
      results.set(results.size() - 1, last().with(again.get()));
      return;
    }
    failLast(
        ResultReason.MODEL_MISMATCH,
        ("evaluate measured %s, train reported %s; the candidate is rejected. Edit any field of"
                + " spec, train reports what the workspace holds, and evaluate measures that")
            .formatted(measured, model.orElse("no model")));
  }

  private GateStatus gateStatus(Optional<TerminationMessage> answer, String candidate) {
    Integer images =
        answer
            .map(TerminationMessage::items)
            .map(ItemCounts::total)
            .or(() -> recordedGate().map(GateStatus::images))
            .orElse(null);
    return Gate.evaluate(
        spec.evaluation(),
        answer
            .map(TerminationMessage::metrics)
            .or(() -> recordedGate().map(GateStatus::metrics))
            .orElse(List.of()),
        candidate,
        images,
        incumbent.orElse(null));
  }

  private Optional<GateStatus> recordedGate() {
    return Optional.ofNullable(status.gate());
  }

  private Optional<String> knownModel() {
    return Optional.ofNullable(status.model()).map(known -> known.candidate());
  }

  private boolean failLast(Reason reason, String message) {
    results.set(results.size() - 1, last().with(new StageOutcome.Failed(reason, message)));
    return false;
  }

  private Optional<TerminationMessage> answer() {
    return last().outcome() instanceof Done done
        ? Optional.ofNullable(done.answer())
        : Optional.empty();
  }

  private StageResult last() {
    return results.get(results.size() - 1);
  }
}
