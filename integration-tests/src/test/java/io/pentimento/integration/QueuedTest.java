// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.integration.cluster.ProcessCluster;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A queue like Kueue: it creates Jobs suspended and edits the admitted ones. */
@Tag("slow")
class QueuedTest {
  private static final String LABEL = "kueue.x-k8s.io/queue-name";

  @RegisterExtension static final Installation INSTALLATION = new Installation();

  @Test
  void aQueuedJobWaitsForAdmissionAndRunsWithTheQueuesSettings() throws Exception {
    try (Tenant tenant = INSTALLATION.tenant("queued")) {
      tenant.apply("{name: night}", "{name: night, labels: {" + LABEL + ": gpu}}");
      tenant.awaitStage(StageName.PREPARE, stage -> "Queued".equals(stage.reason()));
      assertThat(tenant.pods()).isEmpty();
      tenant.jobs(StageName.PREPARE).forEach(job -> admit(tenant, job));

      Job generate = tenant.awaitJob(StageName.GENERATE);
      assertThat(generate.getMetadata().getLabels()).containsEntry(LABEL, "gpu");
      tenant.awaitStage(StageName.GENERATE, stage -> "Queued".equals(stage.reason()));
      Job admitted = admit(tenant, generate);
      tenant.awaitStage(StageName.GENERATE, Tenant::hasSucceeded);

      Job done = tenant.jobs(StageName.GENERATE).get(0);
      assertThat(done.getSpec()).isEqualTo(admitted.getSpec());
      assertThat(tenant.pods(StageName.GENERATE))
          .hasSize(2)
          .allSatisfy(pod -> assertThat(pod.getSpec().getNodeName()).isEqualTo("gpu"));
      assertNoWriteToJobs(tenant);
    }
  }

  @Test
  void anEvictionByTheQueueIsNotAFailureAndAReadmissionResumes() throws Exception {
    try (Tenant tenant = INSTALLATION.tenant("requeued")) {
      tenant.apply(
          "{name: night}",
          "{name: night, labels: {" + LABEL + ": gpu}}",
          Tenant.SLOWLY[0],
          Tenant.SLOWLY[1],
          "replicas: 1}",
          "replicas: 1}\n  backoffLimit: 0");
      admit(tenant, tenant.awaitJob(StageName.PREPARE));
      admit(tenant, tenant.awaitJob(StageName.GENERATE));
      tenant.awaitThat("a first pseudo target", () -> !tenant.pseudoTargets().isEmpty());

      evict(tenant, tenant.jobs(StageName.GENERATE).get(0));
      tenant.awaitThat("the end of its pods", () -> tenant.pods(StageName.GENERATE).isEmpty());
      tenant.awaitStage(StageName.GENERATE, stage -> "Queued".equals(stage.reason()));
      Map<Path, Object> done = tenant.pseudoTargets();
      admit(tenant, tenant.jobs(StageName.GENERATE).get(0));

      assertThat(tenant.awaitStage(StageName.GENERATE, stage -> stage.state().isTerminal()))
          .satisfies(stage -> assertThat(stage.state()).isEqualTo(StageState.SUCCEEDED))
          .satisfies(stage -> assertThat(stage.attempt()).isEqualTo(1))
          .satisfies(stage -> assertThat(stage.failures()).isNull());
      assertThat(tenant.pseudoTargets()).containsAllEntriesOf(done);
      assertNoWriteToJobs(tenant);
    }
  }

  private static Job admit(Tenant tenant, Job job) {
    return tenant.edit(
        job,
        known ->
            new JobBuilder(known)
                .editSpec()
                .withSuspend(false)
                .withParallelism(1)
                .editTemplate()
                .editSpec()
                .addToNodeSelector(ProcessCluster.GPU_NODE)
                .addToTolerations(
                    new TolerationBuilder()
                        .withKey(ProcessCluster.GPU)
                        .withOperator("Exists")
                        .build())
                .endSpec()
                .endTemplate()
                .endSpec()
                .build());
  }

  private static void evict(Tenant tenant, Job job) {
    tenant.edit(
        job,
        known ->
            new JobBuilder(known)
                .editSpec()
                .withSuspend(true)
                .editTemplate()
                .editSpec()
                .withNodeSelector(null)
                .withTolerations()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build());
  }

  private static void assertNoWriteToJobs(Tenant tenant) {
    assertThat(tenant.cluster().writesOfTheOperator())
        .filteredOn(write -> write.contains("/" + tenant.namespace() + "/jobs"))
        .allMatch(write -> write.startsWith("POST "));
  }
}
