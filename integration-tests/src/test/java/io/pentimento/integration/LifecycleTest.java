// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** User actions on a running job. */
@Tag("slow")
class LifecycleTest {
  @RegisterExtension static final Installation INSTALLATION = new Installation();

  @Test
  void aSuspensionStopsThePodsAndAResumptionKeepsFinishedImages() throws Exception {
    try (Tenant tenant = INSTALLATION.tenant("suspended")) {
      tenant.apply(Tenant.SLOWLY);
      tenant.awaitThat("a first pseudo target", () -> !tenant.pseudoTargets().isEmpty());

      tenant.edit(Tenant.SLOWLY[0], Tenant.SLOWLY[1], "spec:\n", "spec:\n  suspend: true\n");
      tenant.awaitCondition("Suspended");
      tenant.awaitThat("the end of its pods", () -> tenant.pods(StageName.GENERATE).isEmpty());
      tenant.awaitThat("the end of its Job", () -> tenant.jobs(StageName.GENERATE).isEmpty());
      Map<Path, Object> done = tenant.pseudoTargets();
      assertThat(tenant.job().getStatus().condition("Failed").orElseThrow().getStatus())
          .isEqualTo("False");

      tenant.edit(Tenant.SLOWLY);
      StageStatus generate = tenant.awaitStage(StageName.GENERATE, Tenant::hasSucceeded);
      assertThat(generate.attempt()).isEqualTo(2);
      assertThat(generate.failures()).isNull();
      assertThat(tenant.pseudoTargets()).containsAllEntriesOf(done).hasSizeGreaterThan(done.size());
    }
  }

  @Test
  void aRunningJobCanBeDeletedWithoutLeftovers() throws Exception {
    try (Tenant tenant = INSTALLATION.tenant("deleted")) {
      tenant.apply(Tenant.SLOWLY);
      Pod pod = tenant.awaitRunningPod(StageName.GENERATE);
      long pid = tenant.cluster().pid(pod).orElseThrow();

      tenant.delete();

      tenant.awaitThat("the end of all children", () -> tenant.children().isEmpty());
      tenant.awaitThat("the end of its process", () -> !isAlive(pid));
      assertThat(tenant.job()).isNull();
    }
  }

  @Test
  void anEditDuringTrainingKeepsThePseudoTargetsAndTrainsAgain() throws Exception {
    try (Tenant tenant = INSTALLATION.tenant("edited")) {
      tenant.apply("replicas: 1}", "replicas: 0}");
      tenant.awaitRunningPod(StageName.TRAIN);
      Map<Path, Object> targets = tenant.pseudoTargets();
      String firstKey = key(tenant, StageName.TRAIN);

      tenant.edit("replicas: 1}", "replicas: 0}", "iterations: 4", "iterations: 5");
      tenant.awaitStage(StageName.TRAIN, stage -> isOfAnotherKey(stage, firstKey));
      AdaptationJobStatus status = tenant.awaitCondition("Complete");

      assertThat(status.stages()).allMatch(stage -> stage.state() == StageState.SUCCEEDED);
      assertThat(tenant.pseudoTargets()).isEqualTo(targets);
      assertThat(tenant.jobs(StageName.PREPARE)).hasSize(1);
      assertThat(tenant.jobs(StageName.GENERATE)).hasSize(1);
      assertThat(tenant.jobs(StageName.TRAIN))
          .as("the obsolete training was stopped and deleted")
          .singleElement()
          .extracting(Job::getStatus)
          .satisfies(job -> assertThat(job.getSucceeded()).isEqualTo(1));
    }
  }

  @Test
  void aRetainedModelServesAfterItsJobIsDeleted() throws Exception {
    Tenant tenant = INSTALLATION.tenant("retained");
    tenant.apply("shards: 2", "shards: 1", "replicas: 1}", "replicas: 1, deletionPolicy: Delete}");
    tenant.awaitCondition("Complete");
    tenant.edit("shards: 2", "shards: 1", "replicas: 1}", "replicas: 1, deletionPolicy: Retain}");
    tenant.awaitThat("a Deployment without an owner", () -> isFree(tenant));

    tenant.delete();
    tenant.awaitThat("the end of its Jobs", () -> tenant.jobs().isEmpty());

    assertThat(tenant.restore(TinyInputs.image()).statusCode()).isEqualTo(200);
    tenant.client().resource(tenant.deployment().orElseThrow()).delete();
    tenant.awaitThat("the end of all pods", () -> tenant.pods().isEmpty());
  }

  private static boolean isFree(Tenant tenant) {
    return tenant.deployment().orElseThrow().getMetadata().getOwnerReferences().isEmpty();
  }

  private static boolean isOfAnotherKey(StageStatus stage, String key) {
    return stage.cacheKey() != null && !stage.cacheKey().equals(key);
  }

  private static String key(Tenant tenant, StageName stage) {
    return tenant.job().getStatus().stage(stage).orElseThrow().cacheKey();
  }

  private static boolean isAlive(long pid) {
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    return process.filter(ProcessHandle::isAlive).isPresent();
  }
}
