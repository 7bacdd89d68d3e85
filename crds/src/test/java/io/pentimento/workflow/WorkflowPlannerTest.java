// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.rollout.CanaryPhase;
import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.StageProgress;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.reason.Reason;
import io.pentimento.reason.WaitReason;
import io.pentimento.workflow.observation.ProcessState;
import io.pentimento.workflow.observation.StageRun;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowPlannerTest {

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theChainRunsToAServingModel(boolean seesWorkspace) throws IOException {
    PlannerSimulation cluster = new PlannerSimulation(PlannerSimulation.job(), seesWorkspace);

    cluster.runToTheEnd();

    AdaptationJobStatus status = cluster.job.getStatus();
    assertThat(cluster.started).containsExactly("prepare 1", "generate 1", "train 1", "evaluate 1");
    assertThat(status.phase()).isEqualTo(Phase.SUCCEEDED);
    assertThat(status.progress().percentage()).isEqualTo(100);
    assertThat(status.gate().decision()).isEqualTo(GateDecision.PASSED);
    assertThat(status.model().active()).isEqualTo(status.gate().candidate());
    assertThat(status.model().candidate()).isNull();
    assertThat(status.sources()).hasSize(3);
    assertThat(status.outputs().model())
        .matches("artifacts/train/[0-9a-f]{64}/adapted.safetensors");
    assertThat(status.outputs().report()).matches("artifacts/evaluate/[0-9a-f]{64}/report.html");
    assertThat(conditions(status, "True"))
        .containsExactly(
            "Ready",
            "Serving",
            "Complete",
            "SourcesResolved",
            "PseudoTargetsReady",
            "Trained",
            "Evaluated",
            "RolledOut",
            "GatePassed");
  }

  @Test
  void theFirstStatusHasEveryConditionAndReadyIsUnknown() throws IOException {
    PlannerSimulation cluster = new PlannerSimulation(PlannerSimulation.job(), true);

    AdaptationJobStatus status = cluster.step().status();

    assertThat(status.conditions())
        .hasSize(13)
        .allMatch(c -> c.getObservedGeneration() == 1)
        .noneMatch(c -> c.getMessage().isBlank());
    assertThat(status.condition("Ready").orElseThrow().getStatus()).isEqualTo("Unknown");
    assertThat(status.condition("Reconciling").orElseThrow().getStatus()).isEqualTo("True");
    assertThat(status.condition("Reconciling").orElseThrow().getMessage())
        .isEqualTo("prepare is running");
    assertThat(status.observedGeneration()).isEqualTo(1);
    assertThat(status.phase()).isEqualTo(Phase.PREPARING);
  }

  @Test
  void whatDoesNotChangeKeepsItsTime() throws IOException {
    PlannerSimulation cluster = new PlannerSimulation(PlannerSimulation.job(), true);
    cluster.step();
    AdaptationJobStatus settled = cluster.step().status();

    assertThat(cluster.step().status()).isEqualTo(settled);
  }

  @ParameterizedTest
  @CsvSource({
    "iterations: 100, iterations: 200, train 1 evaluate 1",
    "minImprovement: 0.02, minImprovement: 0.03, evaluate 1",
    "'shards: 2', 'shards: 2, startTimestep: 500', generate 1 train 1 evaluate 1",
    "'shards: 2', 'shards: 4', ''",
    "uri: r.pth, uri: r2.pth, prepare 1"
  })
  void anEditRunsAgainFromTheFirstStageThatItChanges(String from, String to, String started)
      throws IOException {
    PlannerSimulation cluster = new PlannerSimulation(PlannerSimulation.job(), true);
    cluster.runToTheEnd();
    cluster.started.clear();

    cluster.job.setSpec(PlannerSimulation.job(from, to).getSpec());
    cluster.job.getMetadata().setGeneration(2L);
    cluster.step();
    assertThat(cluster.job.getStatus().model().active()).isNotNull();
    assertThat(cluster.job.getStatus().condition("Ready").orElseThrow().getStatus())
        .isEqualTo("True");
    cluster.runToTheEnd();

    assertThat(String.join(" ", cluster.started)).isEqualTo(started);
    assertThat(cluster.job.getStatus().observedGeneration()).isEqualTo(2);
  }

  @Test
  void anEditStopsWorkThatIsNoLongerWanted() throws IOException {
    PlannerSimulation cluster = clusterIn(StageName.TRAIN);

    cluster.job.setSpec(PlannerSimulation.job("iterations: 100", "iterations: 7").getSpec());
    Decision decision = cluster.decide();

    assertThat(decision.actions()).hasSize(2);
    assertThat(decision.actions().get(0)).isInstanceOf(Action.StopStage.class);
    assertThat(decision.actions().get(1)).isInstanceOf(Action.StartStage.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureClass.class,
      names = {"USER_ERROR", "DATA"})
  void whatNoRetryHelpsFailsAtOnceWithItsSentence(FailureClass failure) throws IOException {
    PlannerSimulation cluster = clusterIn(StageName.TRAIN);
    cluster.fail(cluster.activeRuns().get(0), failure);

    AdaptationJobStatus status = cluster.step().status();

    assertThat(status.phase()).isEqualTo(Phase.FAILED);
    assertThat(conditions(status, "True")).contains("Failed", "Stalled");
    assertThat(status.condition("Failed").orElseThrow().getMessage()).isEqualTo("train: it broke");
    assertThat(status.condition("Ready").orElseThrow().getStatus()).isEqualTo("False");
    assertThat(status.stage(StageName.TRAIN).orElseThrow().reason())
        .isEqualTo(failure.reason().word());
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureClass.class,
      names = {"INTERNAL", "INFRASTRUCTURE"})
  void whatMayPassIsTriedAgainLaterAndLater(FailureClass failure) throws IOException {
    PlannerSimulation cluster = clusterIn(StageName.TRAIN);
    for (int attempt = 1; attempt <= 6; attempt++) {
      cluster.fail(cluster.activeRuns().get(0), failure);
      Decision waiting = cluster.step();
      assertThat(waiting.actions()).isEmpty();
      assertThat(waiting.requeueAt()).isPresent();
      assertThat(waiting.status().stage(StageName.TRAIN).orElseThrow().reason())
          .isEqualTo("BackOff");
      cluster.now = waiting.requeueAt().orElseThrow();
      cluster.step();
    }
    assertThat(cluster.started).endsWith("train 6", "train 7");

    cluster.fail(cluster.activeRuns().get(0), failure);
    AdaptationJobStatus status = cluster.step().status();

    assertThat(status.stage(StageName.TRAIN).orElseThrow().reason())
        .isEqualTo("BackoffLimitExceeded");
    assertThat(status.condition("Failed").orElseThrow().getMessage())
        .contains("7 times")
        .contains("it broke");
  }

  @Test
  void aPreemptionUsesUpNoRetry() throws IOException {
    PlannerSimulation cluster = clusterIn(StageName.TRAIN);
    for (int i = 0; i < 20; i++) {
      cluster.fail(cluster.activeRuns().get(0), FailureClass.INTERRUPTED);
      cluster.step();
    }
    assertThat(cluster.started).endsWith("train 20", "train 21");
    assertThat(cluster.activeRuns()).hasSize(1);
    assertThat(cluster.job.getStatus().stage(StageName.TRAIN).orElseThrow().failures()).isNull();
  }

  @Test
  void memoryThatRunsOutHasABudgetOfItsOwn() throws IOException {
    PlannerSimulation cluster = clusterIn(StageName.TRAIN);
    for (int i = 0; i < 5; i++) {
      cluster.activeRuns().forEach(run -> cluster.fail(run, FailureClass.RESOURCES));
      cluster.step();
      cluster.now = cluster.now.plusSeconds(600);
      cluster.step();
    }

    assertThat(cluster.started).endsWith("train 1", "train 2", "train 3");
    StageStatus train = cluster.job.getStatus().stage(StageName.TRAIN).orElseThrow();
    assertThat(train.state()).isEqualTo(StageState.FAILED);
    assertThat(train.reason()).isEqualTo("Resources");
    assertThat(train.message()).contains("memory or disk 3 times");
    assertThat(train.resourceFailures()).isEqualTo(3);
    assertThat(train.exitCode()).isEqualTo(FailureClass.RESOURCES.exitCode());
  }

  @Test
  void preemptionsBetweenFailuresAreNotCountedWithThem() throws IOException {
    PlannerSimulation cluster = clusterIn(StageName.TRAIN, "suspend: false", "backoffLimit: 1");
    List<FailureClass> history =
        List.of(FailureClass.INTERRUPTED, FailureClass.INFRASTRUCTURE, FailureClass.INTERRUPTED);
    for (FailureClass failure : history) {
      cluster.activeRuns().forEach(run -> cluster.fail(run, failure));
      cluster.step();
      cluster.now = cluster.now.plusSeconds(600);
      cluster.step();
    }

    StageStatus train = cluster.job.getStatus().stage(StageName.TRAIN).orElseThrow();
    assertThat(train.attempt()).isEqualTo(4);
    assertThat(train.failures()).isEqualTo(1);
    assertThat(train.state()).isEqualTo(StageState.RUNNING);
  }

  @Test
  void anAttemptThatWasSeenAndIsGoneIsFollowedByTheNextNumber() throws IOException {
    PlannerSimulation cluster = clusterIn(StageName.TRAIN);
    cluster.step();
    cluster.crash();

    cluster.step();

    assertThat(cluster.started).endsWith("train 1", "train 2");
  }

  @Test
  void aFailedJobStaysFailedUntilAnEditGivesItANewBudget() throws IOException {
    PlannerSimulation cluster = clusterIn(StageName.TRAIN);
    cluster.fail(cluster.activeRuns().get(0), FailureClass.DATA);
    cluster.step();
    cluster.crash();
    assertThat(cluster.step().actions()).isEmpty();

    cluster.job.getMetadata().setGeneration(2L);

    assertThat(cluster.step().actions()).hasSize(1);
    assertThat(cluster.job.getStatus().condition("Failed").orElseThrow().getStatus())
        .isEqualTo("False");
  }

  @ParameterizedTest
  @CsvSource({
    "0.10, PASSED, SUCCEEDED, RolledOut",
    "-0.10, FAILED, FAILED, GateRegression",
    "0.02, INCONCLUSIVE, FAILED, GateInconclusive"
  })
  void onlyAModelThatPassedTheGateIsRolledOut(
      double improvement, GateDecision decision, Phase phase, String reason) throws IOException {
    PlannerSimulation cluster = new PlannerSimulation(PlannerSimulation.job(), true);
    cluster.improvement = improvement;

    cluster.runToTheEnd();

    AdaptationJobStatus status = cluster.job.getStatus();
    assertThat(status.gate().decision()).isEqualTo(decision);
    assertThat(status.phase()).isEqualTo(phase);
    assertThat(status.stage(StageName.SERVE).orElseThrow().reason()).isEqualTo(reason);
    assertThat(status.serving() != null).isEqualTo(decision == GateDecision.PASSED);
  }

  @Test
  void aRefusedModelLeavesThePreviousOneServingAlsoAfterARestart() throws IOException {
    PlannerSimulation cluster = new PlannerSimulation(PlannerSimulation.job(), true);
    cluster.runToTheEnd();
    String previous = cluster.job.getStatus().model().active();
    cluster.improvement = -0.5;
    cluster.job.setSpec(PlannerSimulation.job("iterations: 100", "iterations: 7").getSpec());
    cluster.job.getMetadata().setGeneration(2L);
    cluster.crash();

    cluster.runToTheEnd();

    AdaptationJobStatus status = cluster.job.getStatus();
    assertThat(status.gate().decision()).isEqualTo(GateDecision.FAILED);
    assertThat(status.gate().candidate()).isNotEqualTo(previous);
    assertThat(status.model().active()).isEqualTo(previous);
    assertThat(status.condition("Ready").orElseThrow().getStatus()).isEqualTo("True");
  }

  @Test
  void aServerThatNeverGetsReadyIsGivenUpForThePreviousModel() throws IOException {
    PlannerSimulation cluster = clusterWithServers();
    String previous = cluster.job.getStatus().model().active();
    giveUpTheNextModel(cluster);

    AdaptationJobStatus status = cluster.step().status();

    assertThat(status.stage(StageName.SERVE).orElseThrow().reason()).isEqualTo("RolloutAborted");
    assertThat(status.phase()).isEqualTo(Phase.FAILED);
    assertThat(status.model().active()).isEqualTo(previous);
    assertThat(cluster.decide().actions()).isEmpty();
  }

  @Test
  void anEditTriesARolloutAgainThatWasGivenUp() throws IOException {
    PlannerSimulation cluster = clusterWithServers();
    giveUpTheNextModel(cluster);
    String candidate = cluster.step().status().gate().candidate();

    cluster.job.getMetadata().setGeneration(3L);

    assertThat(cluster.decide().actions())
        .singleElement()
        .isInstanceOfSatisfying(
            Action.Serve.class, serve -> assertThat(serve.digest()).isEqualTo(candidate));
  }

  private static PlannerSimulation clusterWithServers() throws IOException {
    PlannerSimulation cluster = new PlannerSimulation(PlannerSimulation.job(), true);
    cluster.runToTheEnd();
    return cluster;
  }

  /** The servers of the next model fail, and the operator restarts. */
  private static void giveUpTheNextModel(PlannerSimulation cluster) throws IOException {
    cluster.job.setSpec(PlannerSimulation.job("iterations: 100", "iterations: 7").getSpec());
    cluster.job.getMetadata().setGeneration(2L);
    cluster.runUntilARollout();
    cluster.candidateFails();
    cluster.step();
    cluster.crash();
    cluster.step();
    cluster.candidateGetsReady();
  }

  @Test
  void aCandidateOtherThanTheOneMeasuredIsRefused() throws IOException {
    PlannerSimulation cluster = clusterIn(StageName.EVALUATE);
    StageRun run = cluster.activeRuns().get(0);
    cluster.succeed(run);
    cluster.artefacts.computeIfPresent(
        run.key(),
        (key, answer) ->
            answer.withDigests(java.util.Map.of(TerminationMessage.MODEL, "sha256:other")));

    Decision decision = cluster.step();

    assertThat(decision.actions()).isEmpty();
    assertThat(decision.status().stage(StageName.EVALUATE).orElseThrow().reason())
        .isEqualTo("ModelMismatch");
  }

  /** The cluster of this test has no Gateway API. */
  @Test
  void theStatusShowsTheCanaryOfANewModelAlsoIfItIsSkipped() throws IOException {
    String canary =
        "replicas: 1, rollout: {canary: {routeRef: {name: restore}, steps: [{weight: 10, duration:"
            + " 10m}]}}";
    PlannerSimulation cluster =
        new PlannerSimulation(PlannerSimulation.job("replicas: 1", canary), true);
    cluster.runToTheEnd();
    assertThat(cluster.job.getStatus().serving().canary()).as("of the first model").isNull();

    cluster.job.setSpec(
        PlannerSimulation.job("replicas: 1", canary, "iterations: 100", "iterations: 7").getSpec());
    cluster.job.getMetadata().setGeneration(2L);
    cluster.runUntil(() -> cluster.job.getStatus().serving().canary() != null);

    AdaptationJobStatus status = cluster.job.getStatus();
    assertThat(status.serving().canary().model()).isEqualTo(status.gate().candidate());
    assertThat(status.serving().canary().phase()).isEqualTo(CanaryPhase.SKIPPED);
    assertThat(status.condition("CanaryPassed").orElseThrow().getStatus()).isEqualTo("False");
  }

  @Test
  void suspendStopsWorkAndResumeStartsAnAttemptThatCostsNoRetry() throws IOException {
    PlannerSimulation cluster = clusterIn(StageName.TRAIN);
    cluster.job.setSpec(PlannerSimulation.job("suspend: false", "suspend: true").getSpec());

    Decision decision = cluster.step();
    assertThat(decision.actions())
        .containsExactly(
            new Action.StopStage(StageName.TRAIN, cluster.document(StageName.TRAIN).key()));
    assertThat(decision.status().phase()).isEqualTo(Phase.SUSPENDED);
    assertThat(conditions(decision.status(), "True")).contains("Suspended");
    assertThat(cluster.step().actions()).isEmpty();

    cluster.job.setSpec(PlannerSimulation.job().getSpec());
    cluster.runToTheEnd();
    assertThat(cluster.started).containsSubsequence("train 1", "train 2", "evaluate 1");
    assertThat(cluster.job.getStatus().phase()).isEqualTo(Phase.SUCCEEDED);
  }

  @ParameterizedTest
  @CsvSource({"9, 1, SUCCEEDED", "8, 2, FAILED", "10, 0, SUCCEEDED"})
  void aQuorumOfImagesIsEnough(int done, int failed, StageState state) throws IOException {
    PlannerSimulation cluster =
        clusterIn(StageName.GENERATE, "shards: 2", "shards: 2, minSuccessFraction: 0.9");
    StageRun run = cluster.activeRuns().get(0);
    cluster.succeed(run);
    cluster.artefacts.computeIfPresent(
        run.key(), (key, answer) -> answer.withItems(new ItemCounts(done, 10, failed)));

    AdaptationJobStatus status = cluster.step().status();

    assertThat(status.stage(StageName.GENERATE).orElseThrow().state()).isEqualTo(state);
    if (state == StageState.FAILED) {
      assertThat(status.condition("Failed").orElseThrow().getMessage())
          .contains("8 of 10 images", "minSuccessFraction");
    }
  }

  @Test
  void aLostShardCostsOnlyTheQuorum() throws IOException {
    PlannerSimulation cluster =
        clusterIn(
            StageName.GENERATE,
            "shards: 2",
            "shards: 2, minSuccessFraction: 0.5",
            "suspend: false",
            "backoffLimit: 0");
    StageRun run = cluster.activeRuns().get(0);
    TerminationMessage answer =
        TerminationMessage.success(run.stage(), run.key(), new ItemCounts(6, 6, 0));
    cluster.set(
        run,
        new ProcessState.Succeeded(answer),
        new ProcessState.Failed(
            FailureClass.INFRASTRUCTURE,
            Reason.of("Lost"),
            "gone",
            75,
            new ItemCounts(0, 4, 0),
            cluster.now));

    Decision decision = cluster.step();

    assertThat(decision.status().stage(StageName.GENERATE).orElseThrow().reason())
        .isEqualTo("QuorumReached");
    assertThat(cluster.started).endsWith("train 1");
  }

  @Test
  void workThatTakesTooLongFailsAndIsStopped() throws IOException {
    PlannerSimulation cluster =
        clusterIn(StageName.TRAIN, "suspend: false", "activeDeadlineSeconds: 100");
    Decision before = cluster.decide();
    assertThat(before.requeueAt()).contains(PlannerSimulation.START.plusSeconds(100));
    cluster.now = PlannerSimulation.START.plusSeconds(100);

    Decision decision = cluster.step();

    assertThat(decision.actions()).hasSize(1).first().isInstanceOf(Action.StopStage.class);
    assertThat(decision.status().stage(StageName.TRAIN).orElseThrow().reason())
        .isEqualTo("DeadlineExceeded");
    assertThat(cluster.step().actions()).isEmpty();
  }

  @Test
  void podsThatNeverRunFailTheJobWithWhatTheyWaitedFor() throws IOException {
    PlannerSimulation cluster =
        clusterIn(StageName.TRAIN, "suspend: false", "preRunningDeadlineSeconds: 60");
    cluster.set(
        cluster.activeRuns().get(0),
        new ProcessState.Pending(cluster.now, WaitReason.UNSCHEDULABLE, "no node with a GPU"));
    Decision waiting = cluster.decide();
    assertThat(waiting.requeueAt()).contains(cluster.now.plusSeconds(60));
    cluster.now = cluster.now.plusSeconds(60);

    AdaptationJobStatus status = cluster.step().status();

    assertThat(status.condition("Failed").orElseThrow().getReason())
        .isEqualTo("PreRunningDeadlineExceeded");
    assertThat(status.condition("Failed").orElseThrow().getMessage()).contains("no node with");
  }

  @Test
  void aStageWithWaitingPodsReportsTheReason() throws IOException {
    PlannerSimulation cluster = clusterIn(StageName.TRAIN, "suspend: false", "suspend: false");
    cluster.set(
        cluster.activeRuns().get(0),
        new ProcessState.Pending(cluster.now, WaitReason.UNSCHEDULABLE, "no node with a GPU"));

    AdaptationJobStatus status = cluster.step().status();

    StageStatus train = status.stage(StageName.TRAIN).orElseThrow();
    assertThat(train.state()).isEqualTo(StageState.WAITING);
    assertThat(train.reason()).isEqualTo("Unschedulable");
    assertThat(status.condition("Trained").orElseThrow().getMessage())
        .isEqualTo("no node with a GPU");
    assertThat(status.condition("Reconciling").orElseThrow().getMessage())
        .isEqualTo("train is waiting: no node with a GPU");
    assertThat(status.condition("Ready").orElseThrow().getMessage())
        .isEqualTo("No adapted model yet: train is waiting: no node with a GPU");
  }

  @Test
  void withoutReplicasAPassedGateCompletesTheJob() throws IOException {
    PlannerSimulation cluster =
        new PlannerSimulation(PlannerSimulation.job("replicas: 1", "replicas: 0"), true);

    cluster.runToTheEnd();

    assertThat(cluster.job.getStatus().phase()).isEqualTo(Phase.SUCCEEDED);
    assertThat(cluster.job.getStatus().serving()).isNull();
  }

  @Test
  void progressCountsItemsOverAllShards() throws IOException {
    PlannerSimulation cluster = clusterIn(StageName.GENERATE);
    StageRun run = cluster.activeRuns().get(0);
    cluster.set(run, progress(run, 0, 10, 30L), progress(run, 1, 0, 90L));

    AdaptationJobStatus status = cluster.step().status();

    assertThat(status.stage(StageName.GENERATE).orElseThrow().items())
        .isEqualTo(new ItemCounts(10, 40, 0));
    assertThat(status.progress().percentage()).isEqualTo(5 + 45 / 4);
    assertThat(status.progress().estimatedRemainingSeconds()).isBetween(90L, 400L);
  }

  private static ProcessState progress(StageRun run, int shard, long done, long left) {
    return new ProcessState.Running(
        new StageProgress(
            run.stage(), run.key(), shard, done, 20, 0, 1.0, left, null, "2026-11-24T00:00:00Z"));
  }

  private static PlannerSimulation clusterIn(StageName stage, String... edits) throws IOException {
    PlannerSimulation cluster = new PlannerSimulation(PlannerSimulation.job(edits), true);
    cluster.step();
    cluster.runUntil(stage);
    return cluster;
  }

  private static List<String> conditions(AdaptationJobStatus status, String value) {
    return status.conditions().stream()
        .filter(condition -> condition.getStatus().equals(value))
        .map(Condition::getType)
        .toList();
  }
}
