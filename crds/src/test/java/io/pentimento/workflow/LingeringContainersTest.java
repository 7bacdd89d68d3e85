// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.contract.FailureClass;
import io.pentimento.workflow.observation.StageRun;
import io.pentimento.workflow.observation.StageRun.Leftovers;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Pods with containers that continue after their worker has ended. */
class LingeringContainersTest {

  @Test
  void aStageIsDoneOnceItsWorkersAreAndItsPodsAreRemoved() throws IOException {
    PlannerSimulation cluster = clusterIn(StageName.TRAIN);
    StageRun run = cluster.activeRuns().get(0);
    cluster.succeed(run);
    cluster.leave(run, new Leftovers("istio-proxy", cluster.now));

    Decision first = cluster.decide();
    assertThat(first.actions()).as("they may still end by themselves").isEmpty();
    assertThat(first.requeueAt()).contains(cluster.now.plusSeconds(30));
    cluster.now = cluster.now.plusSeconds(30);
    Decision decision = cluster.step();

    assertThat(decision.actions()).contains(new Action.StopStage(StageName.TRAIN, run.key()));
    StageStatus train = decision.status().stage(StageName.TRAIN).orElseThrow();
    assertThat(train.state()).isEqualTo(StageState.SUCCEEDED);
    assertThat(train.reason()).isEqualTo("SidecarsRemoved");
    assertThat(train.message()).contains("istio-proxy", "native sidecars");
    assertThat(cluster.started).endsWith("evaluate 1");
  }

  @Test
  void anAttemptThatFailedIsRemovedBeforeTheNext() throws IOException {
    PlannerSimulation cluster = clusterIn(StageName.TRAIN);
    StageRun run = cluster.activeRuns().get(0);
    cluster.fail(run, FailureClass.INFRASTRUCTURE);
    cluster.leave(run, new Leftovers("istio-proxy", cluster.now));
    cluster.now = cluster.now.plusSeconds(31);

    assertThat(cluster.decide().actions())
        .contains(new Action.StopStage(StageName.TRAIN, run.key()));
    assertThat(cluster.decide().status().stage(StageName.TRAIN).orElseThrow().attempt())
        .isEqualTo(2);
  }

  private static PlannerSimulation clusterIn(StageName stage) throws IOException {
    PlannerSimulation cluster = new PlannerSimulation(PlannerSimulation.job(), false);
    cluster.step();
    cluster.runUntil(stage);
    return cluster;
  }
}
