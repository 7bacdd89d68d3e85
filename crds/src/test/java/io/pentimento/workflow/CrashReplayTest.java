// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.contract.FailureClass;
import io.pentimento.workflow.observation.StageRun;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever crashes and whenever, the job ends in the same state and nothing is computed twice. */
class CrashReplayTest {
  private static final int HISTORIES = 100;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anyCrashAtAnyWriteEndsInTheSameStatus(boolean seesWorkspace) throws IOException {
    PlannerSimulation undisturbed = new PlannerSimulation(job(), seesWorkspace);
    play(undisturbed, new Random(0), 0);
    for (int seed = 1; seed <= HISTORIES; seed++) {
      PlannerSimulation cluster = new PlannerSimulation(job(), seesWorkspace);

      play(cluster, new Random(seed), 0.3);

      assertThat(timeless(cluster.job.getStatus()))
          .as("history %d", seed)
          .isEqualTo(timeless(undisturbed.job.getStatus()));
      assertThat(cluster.timesComputed.values()).as("history %d", seed).containsOnly(1);
      assertThat(cluster.timesComputed).hasSize(5);
    }
  }

  private static AdaptationJob job() throws IOException {
    return PlannerSimulation.job(
        "  serving:", "  publish: {uri: 'oci://registry.example/night:ok'}\n  serving:");
  }

  private static void play(PlannerSimulation cluster, Random random, double crashes) {
    for (int i = 0; i < 400 && !settled(cluster); i++) {
      Decision decision = cluster.decide();
      if (random.nextDouble() < crashes) {
        cluster.crash(); // before the status is written
        continue;
      }
      cluster.job.setStatus(decision.status());
      boolean died = false;
      for (Action action : decision.actions()) {
        died = died || random.nextDouble() < crashes;
        if (!died) {
          cluster.act(action);
        }
      }
      if (died) {
        cluster.crash();
      }
      cluster.now = cluster.now.plusSeconds(random.nextInt(20));
      happen(cluster, random, crashes);
    }
    assertThat(cluster.job.getStatus().phase()).isEqualTo(Phase.SUCCEEDED);
  }

  private static void happen(PlannerSimulation cluster, Random random, double crashes) {
    for (StageRun run : cluster.activeRuns()) {
      double what = crashes == 0 ? 1 : random.nextDouble();
      if (what < 0.1) {
        cluster.fail(run, FailureClass.INTERRUPTED);
      } else if (what > 0.5) {
        cluster.succeed(run);
      }
    }
    if (cluster.candidateIsComing()) {
      cluster.candidateGetsReady();
    }
    if (random.nextDouble() < crashes / 2) {
      cluster.crash();
    }
  }

  private static boolean settled(PlannerSimulation cluster) {
    AdaptationJobStatus status = cluster.job.getStatus();
    return status != null
        && status.phase() == Phase.SUCCEEDED
        && cluster.decide().actions().isEmpty()
        && cluster.decide().status().equals(status);
  }

  private static String timeless(AdaptationJobStatus status) {
    List<StageStatus> stages =
        status.stages().stream()
            .map(
                s ->
                    new StageStatus(
                        s.name(),
                        s.cacheKey(),
                        null,
                        null,
                        s.failures(),
                        s.resourceFailures(),
                        s.exitCode(),
                        s.items(),
                        s.state(),
                        s.reason(),
                        s.message(),
                        null,
                        null))
            .toList();
    List<String> conditions =
        status.conditions().stream()
            .map(c -> c.getType() + c.getStatus() + c.getReason() + c.getMessage())
            .toList();
    return conditions
        + " "
        + stages
        + status.sources()
        + status.gate()
        + status.model()
        + status.serving()
        + status.progress().percentage();
  }
}
