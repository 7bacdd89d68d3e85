// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.reason.FailureReason;
import io.pentimento.reason.ResultReason;
import io.pentimento.reason.WaitReason;
import io.pentimento.workflow.observation.Observation;
import io.pentimento.workflow.observation.ProcessState;
import io.pentimento.workflow.observation.StageRun;
import io.pentimento.workflow.stage.RetryPolicy;
import io.pentimento.workflow.stage.RunEvaluator;
import io.pentimento.workflow.stage.StageEvaluator;
import io.pentimento.workflow.stage.StageOutcome;
import io.pentimento.workflow.stage.StageResult;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which stage is evaluated, and what the stages after it wait for. */
class StagePipelineTest {
  private PlannerSimulation cluster;

  @BeforeEach
  void aJobWhosePreparationRuns() throws IOException {
    cluster = new PlannerSimulation(PlannerSimulation.job(), false);
    cluster.step();
  }

  @ParameterizedTest
  @EnumSource(names = {"PREPARE", "GENERATE", "TRAIN"})
  void theStagesAfterTheOneThatRunsWaitForIt(StageName running) {
    cluster.runUntil(running);

    assertOthersWaitFor(running);
  }

  @Test
  void withoutAQuorumNoTrainingStarts() {
    cluster.runUntil(StageName.GENERATE);
    StageRun generate = cluster.activeRuns().get(0);
    cluster.set(generate, generated(generate, 5, 0), generated(generate, 2, 3));

    StageOutcome outcome = results().get(1).outcome();
    assertThat(outcome.state()).isEqualTo(StageState.FAILED);
    assertThat(outcome.reason()).isEqualTo(ResultReason.QUORUM_MISSED);
    assertOthersWaitFor(StageName.GENERATE);
  }

  @Test
  void aPreparationThatReportsNoDigestsIsADefectAndNothingFollows() {
    StageRun prepare = cluster.activeRuns().get(0);
    cluster.finish(
        prepare.key(),
        new ProcessState.Succeeded(
            TerminationMessage.success(
                StageName.PREPARE, prepare.key(), new ItemCounts(10, 10, 0))));

    StageOutcome outcome = results().get(0).outcome();
    assertThat(outcome.state()).isEqualTo(StageState.FAILED);
    assertThat(outcome.reason()).isEqualTo(FailureReason.INTERNAL);
    assertThat(outcome.message())
        .startsWith("prepare reported no digest of ")
        .endsWith("; report this defect");
    assertOthersWaitFor(StageName.PREPARE);
  }

  @Test
  void theStatusAloneTellsTheDecisionOfTheGate() {
    cluster.runToTheEnd();
    GateStatus gate = cluster.job.getStatus().gate();

    StagePipeline pipeline =
        pipeline(
            new Observation(Map.of(), Map.of(), List.of(), cluster.observe().serving()),
            gate.candidate());

    assertThat(pipeline.gate()).contains(gate);
    assertThat(pipeline.model()).contains(gate.candidate());
  }

  private void assertOthersWaitFor(StageName stage) {
    List<StageResult> later =
        results().stream().filter(result -> result.stage().compareTo(stage) > 0).toList();

    assertThat(later)
        .extracting(StageResult::stage)
        .containsExactlyElementsOf(
            List.of(StageName.values())
                .subList(stage.ordinal() + 1, StageName.EVALUATE.ordinal() + 1));
    assertThat(later)
        .extracting(StageResult::outcome)
        .containsOnly(
            StageOutcome.waiting(WaitReason.WAITING_FOR_STAGE, "Waits for the stage " + stage));
  }

  private List<StageResult> results() {
    return pipeline(cluster.observe(), null).results();
  }

  private StagePipeline pipeline(Observation seen, String active) {
    AdaptationJobStatus status = cluster.job.getStatus();
    RunEvaluator runs = new RunEvaluator(new RetryPolicy(6), null, 0.95, cluster.now);
    return StagePipeline.walk(
        cluster.job.getSpec(), status, new StageEvaluator(status, false, seen, runs), seen, active);
  }

  private static ProcessState generated(StageRun run, int done, int failed) {
    return new ProcessState.Succeeded(
        TerminationMessage.success(
            StageName.GENERATE, run.key(), new ItemCounts(done, done + failed, failed)));
  }
}
