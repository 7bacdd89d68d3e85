// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.FailureClass;
import io.pentimento.reason.WaitReason;
import io.pentimento.workflow.observation.GpuUse;
import io.pentimento.workflow.observation.ProcessState;
import io.pentimento.workflow.observation.ServingState;
import io.pentimento.workflow.observation.StageRun;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the planner wants to decide again although nothing changes. */
class RequeueTimesTest {
  private static final Instant START = PlannerSimulation.START;
  private PlannerSimulation cluster;

  private void create(String... edits) throws IOException {
    cluster = new PlannerSimulation(PlannerSimulation.job(edits), false);
    cluster.step();
  }

  private StageRun active() {
    return cluster.activeRuns().get(0);
  }

  private Optional<Instant> requeueAt() {
    return cluster.decide().requeueAt();
  }

  @Test
  void aRunningStageIsWatchedAndNeedsNoTime() throws IOException {
    create();

    assertThat(requeueAt()).isEmpty();
  }

  @Test
  void anAttemptThatFailedIsRepeatedAfterItsDelay() throws IOException {
    create();
    cluster.fail(active(), FailureClass.INTERNAL);

    assertThat(requeueAt()).contains(cluster.now.plusSeconds(10));
  }

  @Test
  void theDeadlineOfTheJobCountsFromItsStart() throws IOException {
    create("suspend: false", "activeDeadlineSeconds: 100");

    assertThat(requeueAt()).contains(START.plusSeconds(100));
  }

  @Test
  void aDeadlineThatIsOverNeedsNoTime() throws IOException {
    create("suspend: false", "activeDeadlineSeconds: 100");
    cluster.now = START.plusSeconds(101);

    assertThat(requeueAt()).isEmpty();
  }

  @Test
  void podsThatWaitHaveADeadlineOfTheirOwn() throws IOException {
    create("suspend: false", "preRunningDeadlineSeconds: 30");
    cluster.set(
        active(), new ProcessState.Pending(START.plusSeconds(5), WaitReason.UNSCHEDULABLE, "no"));

    assertThat(requeueAt()).contains(START.plusSeconds(35));
  }

  @Test
  void otherContainersAreRemovedAfterTheirGracePeriod() throws IOException {
    create();
    StageRun run = active();
    cluster.succeed(run);
    cluster.leave(run, new StageRun.Leftovers("istio-proxy", cluster.now));

    assertThat(requeueAt()).contains(cluster.now.plusSeconds(30));
  }

  @Test
  void runningGpusUseUpTheBudgetAtAKnownTime() throws IOException {
    create("suspend: false", "budget: {gpuSeconds: 100}");
    cluster.gpuUse = List.of(new GpuUse(2, cluster.now, null));

    assertThat(requeueAt()).contains(cluster.now.plusSeconds(50));
  }

  @Test
  void serversThatStartHaveADeadline() throws IOException {
    create();
    cluster.runUntilARollout();
    Instant deadline = cluster.now.plusSeconds(600);
    String model = cluster.job.getStatus().gate().candidate();
    cluster.set(
        new ServingState(
            null, 0, null, new ServingState.Candidate(model, false, null, null, deadline)));

    assertThat(requeueAt()).contains(deadline);
  }

  @ParameterizedTest
  @CsvSource({"30, 100, 35", "100, 30, 30", "95, 100, 100"})
  void theFirstOfSeveralTimesCounts(int pods, int job, int seconds) throws IOException {
    create(
        "suspend: false",
        "preRunningDeadlineSeconds: " + pods + "\n  activeDeadlineSeconds: " + job);
    cluster.set(
        active(), new ProcessState.Pending(START.plusSeconds(5), WaitReason.UNSCHEDULABLE, "no"));

    assertThat(requeueAt()).contains(START.plusSeconds(seconds));
  }

  @Test
  void aSuspendedJobNeedsNoTime() throws IOException {
    create("suspend: false", "activeDeadlineSeconds: 100");
    cluster.job.setSpec(
        PlannerSimulation.job("suspend: false", "activeDeadlineSeconds: 100\n  suspend: true")
            .getSpec());

    assertThat(requeueAt()).isEmpty();
  }

  @Test
  void aFailedJobNeedsNoTime() throws IOException {
    create("suspend: false", "activeDeadlineSeconds: 100");
    cluster.fail(active(), FailureClass.USER_ERROR);

    assertThat(requeueAt()).isEmpty();
    assertThat(cluster.decide().status().stage(StageName.PREPARE).orElseThrow().reason())
        .isEqualTo("UserError");
  }

  @Test
  void aFinishedJobNeedsNoTime() throws IOException {
    create("suspend: false", "activeDeadlineSeconds: 100000");
    cluster.runToTheEnd();

    assertThat(requeueAt()).isEmpty();
  }
}
