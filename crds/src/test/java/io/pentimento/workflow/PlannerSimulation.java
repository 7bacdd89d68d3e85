// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.MetricResult;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.SourceName;
import io.pentimento.contract.StageDocument;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.workflow.observation.GpuUse;
import io.pentimento.workflow.observation.Observation;
import io.pentimento.workflow.observation.ProcessState;
import io.pentimento.workflow.observation.ServingState;
import io.pentimento.workflow.observation.StageRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** A cluster in memory that carries out actions, one event at a time. */
final class PlannerSimulation {
  static final Instant START = Instant.parse("2026-11-24T00:00:00Z");

  /** Digest of every image that is published. */
  static final String IMAGE = "sha256:" + "f".repeat(64);

  /** Whether the observer sees the workspace, as a local run does, or only pods. */
  private final boolean seesWorkspace;

  final AdaptationJob job;
  final Map<StageKey, TerminationMessage> artefacts = new HashMap<>();

  /** No job needs as many steps to any point. */
  static final int MOST_STEPS = 50;

  final Map<StageKey, Integer> timesComputed = new HashMap<>();
  final List<String> started = new ArrayList<>();
  Instant now = START;
  double improvement = 0.1;
  List<GpuUse> gpuUse = List.of();
  private final Map<StageKey, StageRun> runs = new HashMap<>();
  private final Map<StageKey, StageDocument> documents = new HashMap<>();

  /** As a Deployment does in its annotations. */
  private final Map<String, StageKey> remembered = new HashMap<>();

  private ServingState serving = ServingState.none();

  PlannerSimulation(AdaptationJob job, boolean seesWorkspace) {
    this.job = job;
    this.seesWorkspace = seesWorkspace;
  }

  static AdaptationJob job(String... edits) throws java.io.IOException {
    String yaml =
        """
        metadata: {name: night, generation: 1}
        spec:
          restorer: {source: {uri: r.pth}}
          prior: {source: {uri: p.pth}}
          dataset: {source: {uri: images}}
          pseudoTargets: {shards: 2}
          fineTuning: {iterations: 100}
          evaluation: {gates: [{metric: NIQE, minImprovement: 0.02}]}
          serving: {replicas: 1}
          workspace: {persistentVolumeClaim: {claimName: w}}
          suspend: false
        """;
    for (int i = 0; i < edits.length; i += 2) {
      yaml = yaml.replace(edits[i], edits[i + 1]);
    }
    return AdaptationJobYaml.read(yaml);
  }

  Decision decide() {
    return WorkflowPlanner.decide(job, observe(), now);
  }

  /** Decides, writes the status and acts. */
  Decision step() {
    Decision decision = decide();
    job.setStatus(decision.status());
    decision.actions().forEach(this::act);
    now = now.plusSeconds(1);
    return decision;
  }

  void act(Action action) {
    if (action instanceof Action.StartStage start) {
      start(start);
    } else if (action instanceof Action.StopStage stop) {
      finish(stop.key(), failed(FailureClass.INTERRUPTED));
    } else if (action instanceof Action.Serve serve) {
      if (serve.train() != null) {
        remembered.put(serve.digest(), serve.train());
      }
      setCandidate(new ServingState.Candidate(serve.digest(), false, null));
    } else {
      serving = ServingState.none();
    }
  }

  private void start(Action.StartStage start) {
    StageDocument document = start.document();
    StageRun known = runs.get(document.key());
    if (known != null && known.attempt() == start.attempt() && known.isActive()) {
      return;
    }
    started.add(document.stage() + " " + start.attempt());
    documents.put(document.key(), document);
    ProcessState running = new ProcessState.Running(null);
    runs.put(
        document.key(),
        new StageRun(
            document.stage(),
            document.key(),
            start.attempt(),
            document.stage() + "-" + start.attempt(),
            Collections.nCopies(document.shards(), running)));
  }

  List<StageRun> activeRuns() {
    return runs.values().stream().filter(StageRun::isActive).toList();
  }

  /** A stage does its work and ends well. */
  void succeed(StageRun run) {
    if (!artefacts.containsKey(run.key())) {
      timesComputed.merge(run.key(), 1, Integer::sum);
      artefacts.put(run.key(), answer(run.stage(), run.key()));
    }
    finish(run.key(), new ProcessState.Succeeded(shardAnswer(run)));
  }

  void fail(StageRun run, FailureClass failure) {
    finish(run.key(), failed(failure));
  }

  void finish(StageKey key, ProcessState state) {
    StageRun run = runs.get(key);
    runs.put(
        key,
        new StageRun(
            run.stage(),
            key,
            run.attempt(),
            run.name(),
            Collections.nCopies(run.processes().size(), state)));
  }

  void set(StageRun run, ProcessState... processes) {
    runs.put(
        run.key(),
        new StageRun(run.stage(), run.key(), run.attempt(), run.name(), List.of(processes)));
  }

  /** Containers beside the workers of this run go on. */
  void leave(StageRun run, StageRun.Leftovers leftovers) {
    StageRun known = runs.get(run.key());
    runs.put(
        run.key(),
        new StageRun(
            known.stage(),
            known.key(),
            known.attempt(),
            known.name(),
            known.processes(),
            leftovers));
  }

  void set(ServingState next) {
    serving = next;
  }

  /** Another spec: pseudo targets with these settings. */
  void edit(String settings) throws java.io.IOException {
    job.setSpec(job("replicas: 1", "replicas: 2", "shards: 2", "shards: 2, " + settings).getSpec());
    job.getMetadata().setGeneration(job.getMetadata().getGeneration() + 1);
  }

  /** All goes well until there is nothing left to do. */
  void runToTheEnd() {
    for (int i = 0; i < 14; i++) {
      step();
      activeRuns().forEach(this::succeed);
      if (candidateIsComing()) {
        candidateGetsReady();
      }
    }
  }

  /** All goes well until another model is to be rolled out. */
  void runUntilARollout() {
    runUntil(this::candidateIsComing);
  }

  /** All goes well until this stage runs. */
  void runUntil(StageName stage) {
    runUntil(() -> activeRuns().stream().anyMatch(run -> run.stage() == stage));
  }

  /** All goes well until this holds. */
  void runUntil(BooleanSupplier reached) {
    for (int i = 0; !reached.getAsBoolean(); i++) {
      assertThat(i).as("steps without reaching what the test needs").isLessThan(MOST_STEPS);
      activeRuns().forEach(this::succeed);
      step();
    }
  }

  boolean candidateIsComing() {
    return serving.candidate() != null && !serving.candidate().failed();
  }

  void candidateGetsReady() {
    serving =
        new ServingState(
            serving.candidate().digest(), 1, "http://localhost:8080", null, remembered);
  }

  void candidateFails() {
    setCandidate(new ServingState.Candidate(serving.candidate().digest(), true, "exit 1"));
  }

  private void setCandidate(ServingState.Candidate candidate) {
    serving =
        new ServingState(
            serving.active(), serving.readyReplicas(), serving.url(), candidate, remembered);
  }

  /** The actuator dies; in a local run everything it started dies with it. */
  void crash() {
    if (seesWorkspace) {
      runs.clear();
      remembered.clear();
      serving = ServingState.none();
    }
  }

  Observation observe() {
    return new Observation(
        Map.of(),
        seesWorkspace ? artefacts : Map.of(),
        List.copyOf(runs.values()),
        serving,
        gpuUse);
  }

  /** Somebody deletes the annotations. */
  void forgetArtefacts() {
    remembered.clear();
    setCandidate(serving.candidate());
  }

  StageDocument document(StageKey key) {
    return documents.get(key);
  }

  StageDocument document(StageName stage) {
    return documents.values().stream().filter(d -> d.stage() == stage).findFirst().orElseThrow();
  }

  ProcessState failed(FailureClass failure) {
    return new ProcessState.Failed(
        failure, failure.reason(), "it broke", failure.exitCode(), null, now);
  }

  private TerminationMessage shardAnswer(StageRun run) {
    return run.stage() == StageName.GENERATE
        ? answer(run.stage(), run.key()).withItems(new ItemCounts(5, 5, 0))
        : answer(run.stage(), run.key());
  }

  private TerminationMessage answer(StageName stage, StageKey key) {
    TerminationMessage answer = TerminationMessage.success(stage, key, new ItemCounts(10, 10, 0));
    return switch (stage) {
      case PREPARE -> answer.withDigests(sources()).withImages(Map.of("dataset.source", 10));
      case TRAIN -> answer.withDigests(Map.of(TerminationMessage.MODEL, "sha256:" + key));
      case EVALUATE ->
          answer
              .withDigests(Map.of(TerminationMessage.MODEL, "sha256:" + trainKey(key)))
              .withMetrics(
                  List.of(
                      new MetricResult(
                          Metric.NIQE,
                          5.0,
                          4.5,
                          improvement,
                          improvement - 0.01,
                          improvement + 0.01,
                          null,
                          null)));
      case PUBLISH -> answer.withDigests(Map.of(TerminationMessage.IMAGE, IMAGE));
      default -> answer;
    };
  }

  private StageKey trainKey(StageKey evaluate) {
    return documents.get(evaluate).upstream(StageName.TRAIN);
  }

  private Map<String, String> sources() {
    Map<String, String> digests = new TreeMap<>();
    for (SourceName name : SourceName.values()) {
      if (name.in(job.getSpec()).isPresent()) {
        digests.put(name.field(), "sha256:" + Integer.toHexString(name.ordinal()).repeat(64));
      }
    }
    return digests;
  }
}
