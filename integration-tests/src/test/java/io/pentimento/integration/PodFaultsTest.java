// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Faults of pods, and whether they count as failures. */
@Tag("slow")
class PodFaultsTest {
  private static final int SIGKILL = 137;
  private static final int RETRIES_PER_SHARD = 1;

  @RegisterExtension static final Installation INSTALLATION = new Installation();

  @Test
  void aKilledShardIsRetriedAndKeepsFinishedImages() throws Exception {
    try (Tenant tenant = INSTALLATION.tenant("killed-shard")) {
      tenant.apply(Tenant.SLOWLY);
      tenant.awaitThat("a first pseudo target", () -> !tenant.pseudoTargets().isEmpty());

      Pod killed = tenant.awaitRunningPod(StageName.GENERATE);
      tenant.cluster().kill(killed);
      tenant.awaitThat("its end", () -> exitCodes(tenant).contains(SIGKILL));
      Map<Path, Object> done = tenant.pseudoTargets();
      StageStatus generate = tenant.awaitStage(StageName.GENERATE, Tenant::hasSucceeded);
      tenant.awaitThat("the Job's status of it", () -> isComplete(tenant));

      assertThat(generate.attempt()).isEqualTo(1);
      assertThat(generate.failures()).isNull();
      assertThat(generate.items().done()).isEqualTo(tenant.pseudoTargets().size());
      assertThat(tenant.pseudoTargets()).containsAllEntriesOf(done).hasSizeGreaterThan(done.size());
      assertThat(tenant.jobs(StageName.GENERATE))
          .singleElement()
          .extracting(Job::getStatus)
          .satisfies(status -> assertThat(status.getFailed()).isEqualTo(1))
          .satisfies(status -> assertThat(status.getCompletedIndexes()).isEqualTo("0-1"));
      assertThat(exitCodes(tenant)).containsExactlyInAnyOrder(0, 0, SIGKILL);
    }
  }

  /** Pods can be observed as succeeded before their Job counts them. */
  private static boolean isComplete(Tenant tenant) {
    return tenant.jobs(StageName.GENERATE).stream()
        .allMatch(job -> job.getStatus().getCompletionTime() != null);
  }

  @Test
  void aRepeatedlyKilledShardIsRetriedInANewAttempt() throws Exception {
    try (Tenant tenant = INSTALLATION.tenant("killed-again")) {
      tenant.apply("shards: 2", "shards: 1");
      for (int kill = 1; kill <= 1 + RETRIES_PER_SHARD; kill++) {
        tenant.cluster().kill(tenant.awaitRunningPod(StageName.GENERATE));
        int ended = kill;
        tenant.awaitThat("its end", () -> exitCodes(tenant).size() == ended);
      }

      StageStatus waiting =
          tenant.awaitStage(StageName.GENERATE, stage -> "BackOff".equals(stage.reason()));
      StageStatus generate = tenant.awaitStage(StageName.GENERATE, Tenant::hasSucceeded);

      assertThat(waiting.exitCode()).isEqualTo(SIGKILL);
      assertThat(generate.attempt()).isEqualTo(2);
      assertThat(generate.failures()).isEqualTo(1);
      assertThat(tenant.jobs(StageName.GENERATE)).hasSize(2);
    }
  }

  @Test
  void anEvictedPodIsReplacedWithoutCountingAsAFailure() throws Exception {
    try (Tenant tenant = INSTALLATION.tenant("evicted")) {
      tenant.apply("shards: 2", "shards: 1", "replicas: 1}", "replicas: 0}\n  backoffLimit: 0");

      for (StageName stage : List.of(StageName.PREPARE, StageName.GENERATE, StageName.TRAIN)) {
        Pod evicted = tenant.awaitRunningPod(stage);
        tenant.cluster().evict(evicted);
        tenant.awaitThat(
            "a replacement",
            () ->
                tenant.pods(stage).stream()
                    .anyMatch(pod -> Tenant.isRunning(pod) && isAnother(pod, evicted)));
      }

      assertThat(tenant.awaitCondition("Complete").stages())
          .allSatisfy(stage -> assertThat(stage.failures()).isNull())
          .allSatisfy(stage -> assertThat(stage.attempt()).isLessThanOrEqualTo(1))
          .allMatch(stage -> stage.state() == StageState.SUCCEEDED);
      assertThat(tenant.jobs())
          .extracting(Job::getStatus)
          .allSatisfy(status -> assertThat(status.getFailed()).isNull());
    }
  }

  private static boolean isAnother(Pod pod, Pod known) {
    return !pod.getMetadata().getUid().equals(known.getMetadata().getUid());
  }

  private static List<Integer> exitCodes(Tenant tenant) {
    return tenant.pods(StageName.GENERATE).stream()
        .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
        .map(status -> status.getState().getTerminated())
        .filter(end -> end != null)
        .map(ContainerStateTerminated::getExitCode)
        .toList();
  }
}
